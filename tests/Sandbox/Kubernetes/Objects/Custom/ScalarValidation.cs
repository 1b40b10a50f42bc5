using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Sandbox.Kubernetes.Objects.Custom;

/// <summary>Lengths, patterns, formats and ranges.</summary>
internal static class ScalarValidation
{
    public static void Check(FieldErrorList errors, JsonNode node, StructuralSchema schema, string path)
    {
        switch (node.GetValueKind())
        {
            case JsonValueKind.String:
                Text(errors, (string)node!, schema, path);
                break;
            case JsonValueKind.Number:
                Number(errors, node, schema, path);
                break;
        }
    }

    /// <summary>Lengths count characters, not UTF-16 units.</summary>
    private static void Text(FieldErrorList errors, string text, StructuralSchema schema, string path)
    {
        var length = text.EnumerateRunes().Count();
        if (length > schema.MaxLength)
        {
            errors.TooLong(path, (int)schema.MaxLength.Value);
        }
        else if (length < schema.MinLength)
        {
            errors.Invalid(path, text, $"{path} in body should be at least {schema.MinLength} chars long");
        }
        else if (schema.Expression?.IsMatch(text) == false)
        {
            errors.Invalid(path, text, $"{path} in body should match '{schema.Pattern}'");
        }

        if (!TextFormats.Allows(schema.Format, text))
        {
            errors.TypeInvalid(path, text, $"{path} in body must be of type {schema.Format}: {FieldErrorList.Quote(text)}");
        }
    }

    private static void Number(FieldErrorList errors, JsonNode node, StructuralSchema schema, string path)
    {
        var value = double.Parse(node.ToJsonString(), CultureInfo.InvariantCulture);
        if (schema.Maximum is { } most && (value > most || (schema.ExcludesMaximum && value.Equals(most))))
        {
            errors.Invalid(path, node.DeepClone(), $"{path} in body should be less than {(schema.ExcludesMaximum ? "" : "or equal to ")}{Show(most)}");
        }

        if (schema.Minimum is { } least && (value < least || (schema.ExcludesMinimum && value.Equals(least))))
        {
            errors.Invalid(path, node.DeepClone(), $"{path} in body should be greater than {(schema.ExcludesMinimum ? "" : "or equal to ")}{Show(least)}");
        }

        if (schema.MultipleOf is { } factor && !Math.Floor(value / factor).Equals(value / factor))
        {
            errors.Invalid(path, node.DeepClone(), $"{path} in body should be a multiple of {Show(factor)}");
        }

        if (schema.Type == "integer" && (!Math.Floor(value).Equals(value) || (schema.Format == "int32" && value is < int.MinValue or > int.MaxValue)))
        {
            errors.Invalid("<nil>", "", $"Checked value must be of type integer {(schema.Format.Length == 0 ? "(default format)" : $"with format {schema.Format}")} in {path}");
        }
    }

    private static string Show(double number) => number.ToString(CultureInfo.InvariantCulture);
}
