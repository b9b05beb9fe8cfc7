using System.Globalization;
using System.Text;
using Xunit;

namespace Autograd.NN.Tests.Data;

public sealed class CsvTableTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData("1,2\n3,4\n")]
    [InlineData("1,2\n3,4")]
    [InlineData("1,2\r\n3,4\r\n")]
    [InlineData("\n1 ,\t2\n\n \n 3,4 \n\n")]
    [InlineData("\uFEFF1,2\n3,4\n")]
    [InlineData("1e0,+2\n3.0,.4e1")]
    public void ReadsLines(string text)
    {
        foreach (var path in new[] { Plain(text), _folder.WriteGzip("g", Encoding.UTF8.GetBytes(text)) })
        {
            var table = CsvTable.Read(path);

            Assert.Equal((2, 2), (table.Rows, table.Columns));
            Assert.Equal([1, 2, 3, 4], table.Values);
            Assert.Equal([3, 4], table.Row(1).ToArray());
            Assert.Empty(table.Header);
        }
    }

    [Fact]
    public void ReadsAHeaderOfAnyWidth()
    {
        var table = CsvTable.Read(Plain("\n569,30, malignant,\"b\"\r\n1,2\n"), hasHeader: true);

        Assert.Equal(["569", "30", "malignant", "\"b\""], table.Header);
        Assert.Equal([1, 2], table.Values);
    }

    [Fact]
    public void ABlankStandsForAnyRunOfBlanksAndTabs()
    {
        var table = CsvTable.Read(Plain(" a\tb \n59 2  32.1 \n\n\t48 1\t21.6\n   \n"), separator: ' ', hasHeader: true, columns: 3);

        Assert.Equal(["a", "b"], table.Header);
        Assert.Equal([59, 2, 32.1f, 48, 1, 21.6f], table.Values);
    }

    [Fact]
    public void ReadsOtherSeparatorsAndSpecialValues()
    {
        var table = CsvTable.Read(Plain("NaN;Infinity;-Infinity;1e-50;-0"), ';');

        Assert.Equal([float.NaN, float.PositiveInfinity, float.NegativeInfinity, 0, -0f], table.Values);
        Assert.True(float.IsNegative(table.Values[4]));
    }

    [Fact]
    public void AnEmptyFileIsAnEmptyTable()
    {
        Assert.Equal((0, 0), (CsvTable.Read(Plain("")).Rows, CsvTable.Read(Plain("\n\n")).Columns));
        Assert.Equal(3, CsvTable.Read(Plain("a,b"), hasHeader: true, columns: 3).Columns);
        Assert.Empty(CsvTable.Read(Plain(""), hasHeader: true).Header);
    }

    [Fact]
    public void FieldsAcrossTheBuffersEdgeAreWhole()
    {
        var random = new Random(1);
        var expected = Enumerable.Range(0, 40_000).Select(_ => (random.NextSingle() - 0.5f) * 1000).ToArray();
        var text = new StringBuilder();
        for (var i = 0; i < expected.Length; i++)
            text.Append(expected[i].ToString("R", CultureInfo.InvariantCulture)).Append(i % 8 == 7 ? '\n' : ',');

        var table = CsvTable.Read(Plain(text.ToString()));

        Assert.Equal((5000, 8), (table.Rows, table.Columns));
        Assert.Equal(expected, table.Values);
    }

    [Fact]
    public void TheCultureDoesNotMatter()
    {
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NumberGroupSeparator) = (",", ".");
        try
        {
            CultureInfo.CurrentCulture = culture;
            Assert.Equal([1.5f, 2f], CsvTable.Read(Plain("1.5,2")).Values);
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void ReadsTheDigits()
    {
        var table = CsvTable.Read(Path.Combine(AppContext.BaseDirectory, "Data", "digits.csv.gz"), columns: 65);

        Assert.Equal((1797, 65), (table.Rows, table.Columns));
        Assert.All(table.Values, value => Assert.InRange(value, 0, 16));
        Assert.Equal([178, 182, 177, 183, 181, 182, 181, 179, 174, 180], Enumerable.Range(0, 1797).GroupBy(i => table.Row(i)[64]).OrderBy(g => g.Key).Select(g => g.Count()));
    }

    [Theory]
    [InlineData("1,2\n3,x\n", "line 2, column 2 holds 'x', not a number; is the separator right?")]
    [InlineData("a,b\n3,4\n", "line 1, column 1 holds 'a', not a number; is this a header line, or another separator?")]
    [InlineData("1;2\n", "line 1, column 1 holds '1;2', not a number; is this a header line, or another separator?")]
    [InlineData("1,2\n\n\"3\",4\n", "line 3, column 1 holds '\"3\"', not a number; is the separator right?")]
    [InlineData("1,2\n3,4\0\n", "line 2, column 2 holds '4\uFFFD', not a number; is the separator right?")]
    [InlineData("1,2\n,4\n", "line 2, column 1 is empty; fill it, with NaN where the value is missing")]
    [InlineData("1,2\n3,", "line 2, column 2 is empty; fill it, with NaN where the value is missing")]
    [InlineData("1,2,\n", "line 1, column 3 is empty; fill it, with NaN where the value is missing")]
    [InlineData("1,2\n3\n", "line 2 has 1 columns, not 2; is a field missing or the separator wrong?")]
    [InlineData("1,2\n3,4,5,x\n", "line 2 has 4 columns, not 2; is a field missing or the separator wrong?")]
    [InlineData("1,2\n3,4,", "line 2 has 3 columns, not 2; is a field missing or the separator wrong?")]
    [InlineData("1,1e39\n", "line 1, column 2 holds '1e39', beyond float32; scale the data")]
    [InlineData("1,-1e999\n", "line 1, column 2 holds '-1e999', beyond float32; scale the data")]
    public void BadTextIsRefused(string text, string message) => Refuses(Plain(text), message);

    [Fact]
    public void ADemandedWidthIsChecked() =>
        Refuses(Plain("1,2\n"), "line 1 has 2 columns, not 3; is a field missing or the separator wrong?", columns: 3);

    [Fact]
    public void AFieldWithoutEndIsRefused()
    {
        var text = Encoding.UTF8.GetBytes("1,2\n" + new string('7', 70_000));
        const string Message = "has a field of over 65536 bytes in line 2; is this a text file, and its separator right?";

        Refuses(_folder.Write("f", text), Message);
        Refuses(_folder.WriteGzip("f", text), Message);
    }

    [Fact]
    public void DamagedGzipIsRefused()
    {
        var packed = TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 5000))));
        const string Message = "holds damaged gzip data; is the download complete?";

        packed[^8] ^= 1;
        Refuses(_folder.Write("f", packed), Message);
    }

    [Fact]
    public void ATruncatedGzipDoesNotLoseRowsSilently()
    {
        var packed = TemporaryFolder.Gzip(Encoding.UTF8.GetBytes(string.Join('\n', Enumerable.Range(0, 5000))));
        for (var length = 2; length < packed.Length; length += length < packed.Length - 20 ? 97 : 1)
        {
            var path = _folder.Write("f", packed.AsSpan(0, length));
            Assert.EndsWith(
                length < 18 ? "ends inside its gzip header; is the download complete?" : "; is the download complete? A file packed in parts must be packed in one",
                Assert.Throws<InvalidDataException>(() => CsvTable.Read(path)).Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData('1')]
    [InlineData('e')]
    [InlineData('.')]
    [InlineData('-')]
    [InlineData('\n')]
    [InlineData('·')]
    public void ASeparatorThatNumbersContainIsRefused(char separator)
    {
        var e = Assert.Throws<ArgumentException>(() => CsvTable.Read(Plain("1"), separator));
        Assert.StartsWith(
            $"csv: the separator {FileError.Quote(separator.ToString())} is not ASCII or can stand in a number or at a line's end; use another",
            e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void MistakesOfTheCallerAreNamed()
    {
        Assert.StartsWith(
            "csv: the column count is negative; give 0 to take the first row's",
            Assert.Throws<ArgumentOutOfRangeException>(() => CsvTable.Read(Plain("1"), columns: -1)).Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "csv: there are 1 rows; count from 0",
            Assert.Throws<ArgumentOutOfRangeException>(() => CsvTable.Read(Plain("1")).Row(1).Length).Message, StringComparison.Ordinal);
        Assert.Throws<FileNotFoundException>(() => CsvTable.Read(_folder["missing"]));
    }

    private string Plain(string text) => _folder.Write("f", Encoding.UTF8.GetBytes(text));

    private static void Refuses(string path, string message, int columns = 0) => Assert.Equal(
        $"csv: '{path}' {message}",
        Assert.Throws<InvalidDataException>(() => CsvTable.Read(path, columns: columns)).Message);
}
