using System.Collections.Concurrent;
using Autograd.Backends.Cpu;
using Autograd.Tapes;

namespace Autograd;

/// <content>
/// C# numbers among Variables. They take the dtype and device of what they meet, so <c>2 * x</c> is what <c>x</c> is; rules
/// that run on Variables write their constants so too.
/// </content>
public sealed partial class Variable
{
    private const int ConstantLimit = 4096;

    private static readonly ConcurrentDictionary<(long Bits, DType DType, Device Device), Variable> Constants = new();

    /// <summary>A number without a dtype of its own yet.</summary>
    internal static Variable Literal(double value)
    {
        var literal = AllocateUnowned(CpuBackend.Instance, Shape.Scalar, DType.Float64);
        literal._storage.Backend.Fill(literal.View, value);
        literal._marks |= Marks.Literal;
        return literal;
    }

    /// <summary>A scalar constant of this Variable's dtype and device. Constants are shared, so a steady state makes none.</summary>
    internal Variable ConstantLike(string operation, double value)
    {
        if (DType.IsInteger() && value != Math.Floor(value))
            throw Errors.Argument(operation, $"the number {value} is no {DType.Name()}", "cast the Variable first, x.To(DType.Float32)");
        var key = (BitConverter.DoubleToInt64Bits(value), DType, Device);
        if (Constants.TryGetValue(key, out var known))
            return known;
        var constant = AllocateUnowned(_storage.Backend, Shape.Scalar, DType);
        constant._storage.Backend.Fill(constant.View, value);
        if (Constants.Count >= ConstantLimit)
        {
            // An optimiser's new numbers each step on a device are the scope's: the collector sees how little the handle is, not the device's
            // memory behind it.
            if (constant._storage.Backend is not CpuBackend)
            {
                if (Arena.Current is Scope scope)
                    scope.Own(constant._storage);
                return constant;
            }

            // A full table begins anew: what a steady state uses is soon back, whatever filled it.
            Constants.Clear();
        }

        Constants.TryAdd(key, constant);
        return constant;
    }

    /// <summary>Gives a literal, or what was computed from literals alone, the dtype and device of the other operand.</summary>
    internal Variable ResolveLiteral(string operation, Variable other)
    {
        if (!IsLiteral || other.IsLiteral)
            return this;
        return Rank == 0 && Device == Device.Cpu ? other.ConstantLike(operation, Item<double>()) : To(other.DType).To(other.Device);
    }

    /// <summary>A result computed from literals alone is a literal.</summary>
    internal Variable MarkLiteral()
    {
        _marks |= Marks.Literal;
        return this;
    }
}
