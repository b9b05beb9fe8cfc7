namespace Autograd.NN;

/// <summary>Cuts a text file into fields inside one buffer that never grows; positions are counted for the errors.</summary>
internal sealed class CsvScanner
{
    private const int BufferSize = 1 << 16;

    private readonly DataFile _file;
    private readonly byte _separator;
    private readonly byte _otherSeparator;
    private readonly byte[] _buffer = new byte[BufferSize];
    private int _start;
    private int _end;
    private int _fieldStart;
    private int _fieldEnd;

    /// <summary>A scanner at the file's start, after a UTF-8 byte order mark if there is one.</summary>
    public CsvScanner(DataFile file, char separator)
    {
        (_file, _separator) = (file, (byte)separator);
        _otherSeparator = separator == ' ' ? (byte)'\t' : _separator;
        _end = file.Read(_buffer);
        if (_buffer.AsSpan(0, _end).StartsWith("\uFEFF"u8))
            _start = "\uFEFF"u8.Length;
    }

    /// <summary>The line of the current field, from 1; 0 before the first.</summary>
    public long Line { get; private set; }

    /// <summary>Whether the current field is the last of its line.</summary>
    public bool EndsLine { get; private set; } = true;

    /// <summary>The current field without the blanks around it; it stands until the next.</summary>
    public ReadOnlySpan<byte> Field => _buffer.AsSpan(_fieldStart, _fieldEnd - _fieldStart).Trim(" \t\r"u8);

    /// <summary>Goes to the next field; false at the end of the file.</summary>
    public bool Next()
    {
        if (EndsLine)
            Line++;
        var length = FindDelimiter();
        if (length < 0)
        {
            // The file's end closes a last field, which is empty after a separator; after a line's end there is none.
            if (_start == _end && EndsLine)
                return false;
            (_fieldStart, _fieldEnd, _start, EndsLine) = (_start, _end, _end, true);
            return true;
        }

        (_fieldStart, _fieldEnd) = (_start, _start + length);
        _start = _fieldEnd + 1;
        EndsLine = _buffer[_fieldEnd] == (byte)'\n';
        return true;
    }

    private int FindDelimiter()
    {
        var searched = 0;
        while (true)
        {
            var found = _buffer.AsSpan(_start + searched, _end - _start - searched).IndexOfAny(_separator, _otherSeparator, (byte)'\n');
            if (found >= 0)
                return searched + found;
            searched = _end - _start;
            if (!Refill())
                return -1;
        }
    }

    private bool Refill()
    {
        _buffer.AsSpan(_start, _end - _start).CopyTo(_buffer);
        (_start, _end) = (0, _end - _start);
        if (_end == _buffer.Length)
            throw _file.Error.Because($"has a field of over {BufferSize} bytes in line {Line}; is this a text file, and its separator right?");
        var read = _file.Read(_buffer.AsSpan(_end));
        _end += read;
        return read > 0;
    }
}
