namespace Autograd.Ops;

/// <summary>An input [batch, channels, …] as three axes, the last ones as one.</summary>
internal readonly record struct ChannelAxes(int Batch, int Channels, int Inner)
{
    public static ChannelAxes Of(Shape shape)
    {
        var inner = 1;
        foreach (var length in shape.Lengths[2..])
            inner = checked(inner * length);
        return new ChannelAxes(shape[0], shape[1], inner);
    }

    public static void Check(string operation, Variable x)
    {
        x.ThrowIfReleased(operation);
        DTypeChecks.Float(operation, x);
        if (x.Rank < 2)
            throw Errors.Argument(operation, $"an input of {x.Shape}", "give [batch, channels] or [batch, channels, …]");
    }

    /// <summary>The shape in which a number a channel broadcasts over the input.</summary>
    public static Shape Broadcast(Shape shape)
    {
        Span<int> lengths = stackalloc int[shape.Rank - 1];
        lengths.Fill(1);
        lengths[0] = shape[1];
        return Shape.Create(lengths);
    }

    public Backends.TensorView View(Variable x) => Affine.As(x, Batch, Channels, Inner);
}
