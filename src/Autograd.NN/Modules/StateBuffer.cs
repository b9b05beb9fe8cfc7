using System.Diagnostics;
using System.Diagnostics.CodeAnalysis;

namespace Autograd.NN;

/// <summary>
/// State of a module that is saved, loaded and moved with it but not trained. It never belongs to a tape, and changes only
/// by <see cref="CopyFrom"/> and <see cref="Lerp"/>.
/// </summary>
[DebuggerDisplay("{Name,nq} {Value}")]
public sealed class StateBuffer
{
    private readonly ModuleBase _owner;

    internal StateBuffer(ModuleBase owner, string name, Variable value)
    {
        (_owner, Name) = (owner, name);
        Current = value.Detach().Keep();
    }

    /// <summary>The name in its module.</summary>
    public string Name { get; }

    /// <summary>The names from the root to here, joined by dots.</summary>
    public string Path => ModuleBase.Join(_owner.Path, Name);

    /// <summary>The Variable itself; gradients do not pass.</summary>
    /// <exception cref="InvalidOperationException">A forward pass is running whose modules do not include this buffer's.</exception>
    public Variable Value
    {
        get
        {
            ModuleFrame.CheckUse(_owner, this);
            return Current;
        }
    }

    internal Variable Current { get; private set; }

    /// <summary>The buffer's Variable.</summary>
    /// <param name="buffer">The buffer, or null for an absent one.</param>
    [return: NotNullIfNotNull(nameof(buffer))]
    public static implicit operator Variable?(StateBuffer? buffer) => buffer?.Value;

    /// <summary>Copies elements into the buffer, converting the type.</summary>
    /// <param name="source">A Variable of the same shape and device.</param>
    /// <exception cref="ArgumentException">The shapes or devices differ.</exception>
    public void CopyFrom(Variable source) => Current.CopyFrom(source);

    /// <summary>this ← this + weight · (target − this).</summary>
    /// <param name="target">A Variable of the same shape, dtype and device.</param>
    /// <param name="weight">How far to go, from 0 to 1.</param>
    /// <exception cref="ArgumentException">The shapes, dtypes or devices differ.</exception>
    public void Lerp(Variable target, double weight) => Current.Lerp(target, weight);

    /// <summary>Path, dtype and shape.</summary>
    public override string ToString() => $"{Path} {Current.DType.Name()}{Current.Shape}";

    internal void Convert(Func<Variable, Variable> conversion) => Current = conversion(Current).Detach().Keep();
}
