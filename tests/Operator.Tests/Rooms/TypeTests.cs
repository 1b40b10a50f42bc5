using System.Text.RegularExpressions;
using Operator.Resource;
using Operator.Tests.Contract;
using Xunit;

namespace Operator.Tests.Rooms;

public sealed partial class TypeTests
{
    [Fact]
    public void Every_type_of_the_operator_is_internal()
    {
        var visible = typeof(DbtCloudIngestion).Assembly.GetExportedTypes().Where(type => type.Namespace?.StartsWith(nameof(Operator), StringComparison.Ordinal) == true);

        Assert.Equal([], visible.Select(type => type.FullName));
    }

    [Theory]
    [InlineData("operator", "Operator")]
    [InlineData("tests/Operator.Tests", "Operator.Tests")]
    public void Every_namespace_is_its_folder(string folder, string root)
    {
        var strays = from file in Repository.Files(folder)
                     where file.EndsWith(".cs", StringComparison.Ordinal)
                     let declared = Declaration().Match(Repository.Read(file)).Groups[1].Value
                     let expected = string.Join('.', Path.GetRelativePath(folder, Path.GetDirectoryName(file)!).Split('/').Where(part => part != ".").Prepend(root))
                     where declared.Length > 0 && declared != expected
                     select $"{file}: {declared}";

        Assert.Equal([], strays);
    }

    [Fact]
    public void No_file_of_the_operator_is_longer_than_three_hundred_lines()
    {
        var longFiles = Repository.Files("operator").Where(file => file.EndsWith(".cs", StringComparison.Ordinal) && File.ReadLines(Repository.PathOf(file)).Count() > 300);

        Assert.Equal([], longFiles);
    }

    [GeneratedRegex(@"^namespace ([\w.]+);", RegexOptions.Multiline)]
    private static partial Regex Declaration();
}
