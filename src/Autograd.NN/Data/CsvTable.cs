using System.Globalization;
using System.Text;

namespace Autograd.NN;

/// <summary>
/// A table of numbers read from text, plain or gzip (told apart by content): one line a row, every row of the same number of
/// columns. Numbers are in the invariant format (<c>1.5e-3</c>, <c>NaN</c>, <c>Infinity</c>); quotes and comments are not part
/// of the format. Blank lines are passed over.
/// </summary>
public sealed class CsvTable
{
    private const int FirstCapacity = 1024;

    private CsvTable(string[] header, float[] values, int rows, int columns) =>
        (Header, Values, Rows, Columns) = (Array.AsReadOnly(header), values, rows, columns);

    /// <summary>The fields of the header line; empty where the table was read without one.</summary>
    public IReadOnlyList<string> Header { get; }

    /// <summary>The number of rows, header and blank lines not counted.</summary>
    public int Rows { get; }

    /// <summary>The number of columns.</summary>
    public int Columns { get; }

    /// <summary>The <see cref="Rows"/> · <see cref="Columns"/> values in row-major order: row r, column c is at r · <see cref="Columns"/> + c.</summary>
    public float[] Values { get; }

    /// <summary>Reads a whole file.</summary>
    /// <param name="path">The file's path, plain or gzip.</param>
    /// <param name="separator">What stands between columns: one ASCII character; a blank stands for any run of blanks and tabs.</param>
    /// <param name="hasHeader">Whether the first line that is not blank holds names. It may have another number of columns.</param>
    /// <param name="columns">The number of columns to demand; 0 takes it from the first row.</param>
    /// <returns>The table.</returns>
    /// <exception cref="ArgumentException">The separator is not ASCII or can be part of a number or line end, or the column count is
    /// negative.</exception>
    /// <exception cref="IOException">The file does not exist or cannot be read.</exception>
    /// <exception cref="InvalidDataException">A field is not a number or does not fit in a float32, or a row has another number of
    /// columns; the message names file, line and column, both from 1.</exception>
    public static CsvTable Read(string path, char separator = ',', bool hasHeader = false, int columns = 0)
    {
        if (!char.IsAscii(separator) || char.IsAsciiLetterOrDigit(separator) || "+-.\r\n\0".Contains(separator, StringComparison.Ordinal))
            throw new ArgumentException(
                $"csv: the separator {FileError.Quote(separator.ToString())} is not ASCII or can stand in a number or at a line's end; use another", nameof(separator));
        if (columns < 0)
            throw new ArgumentOutOfRangeException(nameof(columns), columns, "csv: the column count is negative; give 0 to take the first row's");
        using var file = new DataFile("csv", path);
        var scanner = new CsvScanner(file, separator);
        string[] header = hasHeader ? ReadHeader(scanner, separator == ' ') : [];
        var values = ReadRows(scanner, file.Error, separator == ' ', ref columns, out var rows);
        return new CsvTable(header, values, rows, columns);
    }

    /// <summary>The values of one row.</summary>
    /// <param name="row">The row, 0 or more and less than <see cref="Rows"/>.</param>
    /// <returns><see cref="Columns"/> values.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public ReadOnlySpan<float> Row(int row)
    {
        if ((uint)row >= (uint)Rows)
            throw new ArgumentOutOfRangeException(
                nameof(row), row, FormattableString.Invariant($"csv: there are {Rows} rows; count from 0"));
        return Values.AsSpan(row * Columns, Columns);
    }

    private static string[] ReadHeader(CsvScanner scanner, bool isBlankSeparated)
    {
        var names = new List<string>();
        while (scanner.Next())
        {
            if (!IsNothing(scanner, isBlankSeparated, names.Count))
                names.Add(Encoding.UTF8.GetString(scanner.Field));
            if (scanner.EndsLine && names.Count > 0)
                break;
        }

        return [.. names];
    }

    private static float[] ReadRows(CsvScanner scanner, FileError error, bool isBlankSeparated, ref int columns, out int rows)
    {
        var values = new float[FirstCapacity];
        var count = 0;
        var column = 0;
        rows = 0;
        while (scanner.Next())
        {
            if (!IsNothing(scanner, isBlankSeparated, column))
            {
                // A field too many is only counted: that the row is too long is what will be reported.
                if (columns == 0 || column < columns)
                {
                    if (count == values.Length)
                        Grow(ref values, error);
                    values[count++] = Parse(scanner, column + 1, error);
                }

                column++;
            }

            if (!scanner.EndsLine || column == 0)
                continue;
            if (columns == 0)
                columns = column;
            if (column != columns)
                throw error.Because($"line {scanner.Line} has {column} columns, not {columns}; is a field missing or the separator wrong?");
            rows++;
            column = 0;
        }

        Array.Resize(ref values, count);
        return values;
    }

    /// <summary>Blanks between blank separators, and the one empty field of a blank line, are no fields.</summary>
    private static bool IsNothing(CsvScanner scanner, bool isBlankSeparated, int column) =>
        scanner.Field.IsEmpty && (isBlankSeparated || (scanner.EndsLine && column == 0));

    private static float Parse(CsvScanner scanner, int column, FileError error)
    {
        var field = scanner.Field;
        if (field.IsEmpty)
            throw error.Because($"line {scanner.Line}, column {column} is empty; fill it, with NaN where the value is missing");
        // The parser passes over zero bytes at the end, which are a sign of another encoding.
        if (field[^1] == 0 || !float.TryParse(field, NumberStyles.Float, CultureInfo.InvariantCulture, out var value))
            throw error.Because($"line {scanner.Line}, column {column} holds {FileError.Quote(Encoding.UTF8.GetString(field))}, not a number; {Remedy(scanner.Line)}");
        if (float.IsInfinity(value) && field.ContainsAnyInRange((byte)'0', (byte)'9'))
            throw error.Because($"line {scanner.Line}, column {column} holds {FileError.Quote(Encoding.UTF8.GetString(field))}, beyond float32; scale the data");
        return value;
    }

    private static string Remedy(long line) =>
        line == 1 ? "is this a header line, or another separator?" : "is the separator right?";

    private static void Grow(ref float[] values, FileError error)
    {
        if (values.Length == Array.MaxLength)
            throw error.Because($"holds over {Array.MaxLength} numbers, more than an array does; split the file");
        Array.Resize(ref values, (int)Math.Min(2L * values.Length, Array.MaxLength));
    }
}
