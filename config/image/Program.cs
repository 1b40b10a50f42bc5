using Operator.Image;

return await ImageCommand.Create().Parse(args).InvokeAsync();
