using System.Numerics;
using Autograd.Backends.Cpu.Normalization;

namespace Autograd.Backends.Cpu;

/// <content>Normalisation.</content>
internal sealed unsafe partial class CpuBackend : INormalizationKernels
{
    /// <inheritdoc/>
    public void NormalizeRows(
        in TensorView x, in TensorView? weight, in TensorView? bias, double epsilon, in TensorView y, in TensorView? means, in TensorView rstds)
    {
        switch (x.DType)
        {
            case DType.Float32:
                RowNormalization.Forward(Rows<float>(in x, in weight, in bias, epsilon, in y, in means, in rstds));
                break;
            case DType.Float64:
                RowNormalization.Forward(Rows<double>(in x, in weight, in bias, epsilon, in y, in means, in rstds));
                break;
            default:
                throw BackendChecks.NoKernel("layer_norm", x.DType);
        }

        KeepAlive(x, weight, bias, y, means, rstds);
    }

    /// <inheritdoc/>
    public void NormalizeRowsVjp(
        in TensorView x,
        in TensorView? weight,
        in TensorView? means,
        in TensorView rstds,
        in TensorView dy,
        in TensorView? dx,
        in TensorView? dWeight,
        in TensorView? dBias)
    {
        switch (x.DType)
        {
            case DType.Float32:
                RowNormalization.Backward(RowsVjp<float>(in x, in weight, in means, in rstds, in dy, in dx, in dWeight, in dBias));
                break;
            case DType.Float64:
                RowNormalization.Backward(RowsVjp<double>(in x, in weight, in means, in rstds, in dy, in dx, in dWeight, in dBias));
                break;
            default:
                throw BackendChecks.NoKernel("layer_norm", x.DType);
        }

        KeepAlive(x, weight, means, rstds, dy, dx, dWeight, dBias);
    }

    /// <inheritdoc/>
    public void ChannelMoments(in TensorView x, in TensorView means, in TensorView variances)
    {
        switch (x.DType)
        {
            case DType.Float32:
                ChannelNormalization.Moments(Channels<float>(in x, in means, in variances, 0));
                break;
            case DType.Float64:
                ChannelNormalization.Moments(Channels<double>(in x, in means, in variances, 0));
                break;
            default:
                throw BackendChecks.NoKernel("batch_norm", x.DType);
        }

        KeepAlive(x, means, variances);
    }

    /// <inheritdoc/>
    public void NormalizeChannels(
        in TensorView x, in TensorView means, in TensorView variances, double epsilon, in TensorView? weight, in TensorView? bias, in TensorView y)
    {
        switch (x.DType)
        {
            case DType.Float32:
                ChannelNormalization.Forward(ChannelsForward<float>(in x, in means, in variances, epsilon, in weight, in bias, in y));
                break;
            case DType.Float64:
                ChannelNormalization.Forward(ChannelsForward<double>(in x, in means, in variances, epsilon, in weight, in bias, in y));
                break;
            default:
                throw BackendChecks.NoKernel("batch_norm", x.DType);
        }

        KeepAlive(x, means, variances, weight, bias, y);
    }

    /// <inheritdoc/>
    public void NormalizeChannelsVjp(
        in TensorView x,
        in TensorView means,
        in TensorView variances,
        bool areMoments,
        double epsilon,
        in TensorView? weight,
        in TensorView dy,
        in TensorView? dx,
        in TensorView? dWeight,
        in TensorView? dBias)
    {
        switch (x.DType)
        {
            case DType.Float32:
                ChannelNormalization.Backward(ChannelsVjp<float>(in x, in means, in variances, areMoments, epsilon, in weight, in dy, in dx, in dWeight, in dBias));
                break;
            case DType.Float64:
                ChannelNormalization.Backward(ChannelsVjp<double>(in x, in means, in variances, areMoments, epsilon, in weight, in dy, in dx, in dWeight, in dBias));
                break;
            default:
                throw BackendChecks.NoKernel("batch_norm", x.DType);
        }

        KeepAlive(x, means, variances, weight, dy, dx, dWeight, dBias);
    }

    private static RowArguments<T> Rows<T>(
        in TensorView x, in TensorView? weight, in TensorView? bias, double epsilon, in TensorView y, in TensorView? means, in TensorView rstds)
        where T : unmanaged, INumberBase<T> => new()
        {
            Rows = x.Shape[0],
            Length = x.Shape[1],
            Epsilon = epsilon,
            X = (T*)Address(in x),
            Weight = (T*)AddressOrNull(in weight),
            Bias = (T*)AddressOrNull(in bias),
            Y = (T*)Address(in y),
            Means = (T*)AddressOrNull(in means),
            Rstds = (T*)Address(in rstds),
        };

    private static RowArguments<T> RowsVjp<T>(
        in TensorView x,
        in TensorView? weight,
        in TensorView? means,
        in TensorView rstds,
        in TensorView dy,
        in TensorView? dx,
        in TensorView? dWeight,
        in TensorView? dBias)
        where T : unmanaged, INumberBase<T> => new()
        {
            Rows = x.Shape[0],
            Length = x.Shape[1],
            X = (T*)Address(in x),
            Weight = (T*)AddressOrNull(in weight),
            Means = (T*)AddressOrNull(in means),
            Rstds = (T*)Address(in rstds),
            Dy = (T*)Address(in dy),
            Dx = (T*)AddressOrNull(in dx),
            DWeight = (T*)AddressOrNull(in dWeight),
            DBias = (T*)AddressOrNull(in dBias),
        };

    private static ChannelArguments<T> Channels<T>(in TensorView x, in TensorView means, in TensorView variances, double epsilon)
        where T : unmanaged, INumberBase<T> => new()
        {
            Batch = x.Shape[0],
            Channels = x.Shape[1],
            Inner = x.Shape[2],
            Groups = means.Shape.Rank == 2 ? means.Shape[1] : 0,
            Epsilon = epsilon,
            X = (T*)Address(in x),
            Means = (T*)Address(in means),
            Variances = (T*)Address(in variances),
        };

    private static ChannelArguments<T> ChannelsForward<T>(
        in TensorView x, in TensorView means, in TensorView variances, double epsilon, in TensorView? weight, in TensorView? bias, in TensorView y)
        where T : unmanaged, INumberBase<T>
    {
        ChannelArguments<T> arguments = Channels<T>(in x, in means, in variances, epsilon);
        arguments.Weight = (T*)AddressOrNull(in weight);
        arguments.Bias = (T*)AddressOrNull(in bias);
        arguments.Y = (T*)Address(in y);
        return arguments;
    }

    private static ChannelArguments<T> ChannelsVjp<T>(
        in TensorView x,
        in TensorView means,
        in TensorView variances,
        bool areMoments,
        double epsilon,
        in TensorView? weight,
        in TensorView dy,
        in TensorView? dx,
        in TensorView? dWeight,
        in TensorView? dBias)
        where T : unmanaged, INumberBase<T>
    {
        ChannelArguments<T> arguments = Channels<T>(in x, in means, in variances, epsilon);
        arguments.AreMoments = areMoments;
        arguments.Weight = (T*)AddressOrNull(in weight);
        arguments.Dy = (T*)Address(in dy);
        arguments.Dx = (T*)AddressOrNull(in dx);
        arguments.DWeight = (T*)AddressOrNull(in dWeight);
        arguments.DBias = (T*)AddressOrNull(in dBias);
        return arguments;
    }

    private static byte* AddressOrNull(in TensorView? view) => view is { } given ? Address(in given) : null;

    /// <summary>The collector must not take a storage while a kernel has its address.</summary>
    private static void KeepAlive(params ReadOnlySpan<TensorView?> views)
    {
        foreach (ref readonly TensorView? view in views)
        {
            GC.KeepAlive(view?.Storage);
        }
    }
}
