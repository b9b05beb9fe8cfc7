using System.Globalization;
using System.Text;

namespace Autograd;

/// <content>How a Variable shows itself.</content>
public sealed partial class Variable
{
    /// <summary>Beyond this many elements an axis shows its first and last three.</summary>
    private const int ShowAll = 1000;
    private const int Edge = 3;

    private string DebuggerText
    {
        get
        {
            if (_storage is null)
                return "(uninitialised)";
            if (IsReleased)
                return $"released {MadeBy?.Name ?? "data"} {Shape}";
            return $"{Summary()}{Moments()}";
        }
    }

    /// <summary>The elements in brackets, long axes abbreviated, then shape and dtype.</summary>
    public override string ToString()
    {
        if (IsReleased)
            return $"(released {MadeBy?.Name ?? "data"} {Shape})";
        var elements = ReadDoubles();
        var text = new StringBuilder();
        if (Count == 0)
        {
            text.Append("[]");
        }
        else
        {
            var texts = FormatAll(elements);
            var width = Rank == 0 ? 0 : texts.Where(t => t is not null).Max(t => t!.Length);
            Append(text, texts, width, axis: 0, start: 0);
        }

        return text.Append(CultureInfo.InvariantCulture, $" {DType.Name()}{Shape}").ToString();
    }

    /// <summary>dtype, shape, device and operation in one line: <c>f32[32, 128] cpu matmul</c>.</summary>
    internal string Summary() => $"{DType.ShortName()}{Shape} {Device} {MadeBy?.Name ?? "data"}";

    /// <summary>The row-major place of the first NaN or ∞, −1 where all elements are finite.</summary>
    internal long FindNonFinite()
    {
        if (!DType.IsFloat() || IsReleased)
            return -1;
        if (DType == DType.Float32)
        {
            var values = ToArray<float>();
            return Array.FindIndex(values, v => !float.IsFinite(v));
        }

        return Array.FindIndex(ToArray<double>(), v => !double.IsFinite(v));
    }

    /// <summary>One element, by its row-major place, in words.</summary>
    internal string ElementText(long place) => ReadDoubles()[place] switch
    {
        double.PositiveInfinity => "∞",
        double.NegativeInfinity => "-∞",
        var value => value.ToString("R", CultureInfo.InvariantCulture),
    };

    internal double[] ReadDoubles()
    {
        var doubles = AllocateUnowned(Backends.Cpu.CpuBackend.Instance, Shape, DType.Float64);
        var host = this;
        if (_storage is not Backends.Cpu.CpuStorage)
        {
            host = AllocateUnowned(Backends.Cpu.CpuBackend.Instance, Shape, DType);
            var whole = IsContiguous && _offset == 0 ? this : CopyContiguous();
            var bytes = new byte[Count * DType.Size()];
            whole._storage.Backend.Read(whole._storage, bytes);
            host._storage.Backend.Write(bytes, host._storage);
        }

        doubles._storage.Backend.Copy(host.View, doubles.View);
        return doubles.ToArray<double>();
    }

    private string Moments()
    {
        if (!DType.IsFloat() || Count == 0 || Device != Device.Cpu)
            return string.Empty;
        var elements = ReadDoubles();
        var mean = elements.Average();
        var deviation = Math.Sqrt(elements.Sum(e => (e - mean) * (e - mean)) / elements.Length);
        return string.Create(CultureInfo.InvariantCulture, $" μ={mean:G3} σ={deviation:G3}");
    }

    /// <summary>Texts of the shown elements, null for those that the abbreviation hides.</summary>
    private string?[] FormatAll(double[] elements)
    {
        var texts = new string?[elements.Length];
        for (var i = 0; i < elements.Length; i++)
        {
            if (IsShown(i))
                texts[i] = Format(elements[i]);
        }

        return texts;
    }

    private bool IsShown(long place)
    {
        if (Count <= ShowAll)
            return true;
        for (var axis = Rank - 1; axis >= 0; axis--)
        {
            var index = place % Shape[axis];
            place /= Shape[axis];
            if (Shape[axis] > 2 * Edge && index >= Edge && index < Shape[axis] - Edge)
                return false;
        }

        return true;
    }

    private string Format(double value) => DType switch
    {
        DType.Bool => value != 0 ? "True" : "False",
        DType.Int32 or DType.Int64 => value.ToString("F0", CultureInfo.InvariantCulture),
        _ when !double.IsFinite(value) => double.IsNaN(value) ? "nan" : value > 0 ? "inf" : "-inf",
        _ => value.ToString("G6", CultureInfo.InvariantCulture),
    };

    private void Append(StringBuilder text, string?[] texts, int width, int axis, long start)
    {
        if (axis == Rank)
        {
            text.Append(texts[start]!.PadLeft(width));
            return;
        }

        var length = Shape[axis];
        var step = Shape.RowMajor[axis];
        var cut = Count > ShowAll && length > 2 * Edge;
        var separator = axis == Rank - 1 ? ", " : ",\n" + new string(' ', axis + 1);
        text.Append('[');
        for (var i = 0; i < length; i++)
        {
            if (i > 0)
                text.Append(separator);
            if (cut && i == Edge)
            {
                text.Append("...");
                i = length - Edge - 1;
                continue;
            }

            Append(text, texts, width, axis + 1, start + (i * step));
        }

        text.Append(']');
    }
}
