namespace Autograd.Backends;

/// <summary>Normalisation to mean 0 and variance 1, of rows and of channels. Variances are biased: sums of squares divided by the count.</summary>
/// <remarks>All arrays are contiguous and of one float type. A zero cotangent is a strong zero, whatever it is multiplied by.</remarks>
public interface INormalizationKernels
{
    /// <summary>
    /// y = (x − mean) · rstd · weight + bias in each row, rstd being 1/√(variance + ε). Without means the row is not centred: rstd is
    /// 1/√(mean of squares + ε).
    /// </summary>
    /// <param name="x">[rows, length].</param>
    /// <param name="weight">[length], or null for 1.</param>
    /// <param name="bias">[length], or null for 0.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="y">[rows, length].</param>
    /// <param name="means">[rows]: the rows' means, for the backward pass; null where rows are not centred.</param>
    /// <param name="rstds">[rows]: the rows' reciprocal deviations, for the backward pass.</param>
    void NormalizeRows(
        in TensorView x, in TensorView? weight, in TensorView? bias, double epsilon, in TensorView y, in TensorView? means, in TensorView rstds);

    /// <summary>Cotangents of <see cref="NormalizeRows"/>; those that are null are not computed.</summary>
    /// <param name="x">[rows, length].</param>
    /// <param name="weight">[length], or null for 1.</param>
    /// <param name="means">[rows], from the forward pass, or null where rows are not centred.</param>
    /// <param name="rstds">[rows], from the forward pass.</param>
    /// <param name="dy">[rows, length].</param>
    /// <param name="dx">[rows, length], or null.</param>
    /// <param name="dWeight">[length], or null.</param>
    /// <param name="dBias">[length], or null.</param>
    void NormalizeRowsVjp(
        in TensorView x,
        in TensorView? weight,
        in TensorView? means,
        in TensorView rstds,
        in TensorView dy,
        in TensorView? dx,
        in TensorView? dWeight,
        in TensorView? dBias);

    /// <summary>Means and variances of channels, or of groups of channels.</summary>
    /// <param name="x">[batch, channels, inner].</param>
    /// <param name="means">[channels]: over the batch and the inner axis; or [batch, groups]: of each item's neighbouring channels.</param>
    /// <param name="variances">Of the means' shape.</param>
    void ChannelMoments(in TensorView x, in TensorView means, in TensorView variances);

    /// <summary>y = (x − mean) / √(variance + ε) · weight + bias, the statistics being those of x or any others.</summary>
    /// <param name="x">[batch, channels, inner].</param>
    /// <param name="means">[channels] or [batch, groups].</param>
    /// <param name="variances">Of the means' shape.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="weight">[channels], or null for 1.</param>
    /// <param name="bias">[channels], or null for 0.</param>
    /// <param name="y">[batch, channels, inner].</param>
    void NormalizeChannels(
        in TensorView x, in TensorView means, in TensorView variances, double epsilon, in TensorView? weight, in TensorView? bias, in TensorView y);

    /// <summary>Cotangents of <see cref="NormalizeChannels"/>; those that are null are not computed.</summary>
    /// <param name="x">[batch, channels, inner].</param>
    /// <param name="means">[channels] or [batch, groups].</param>
    /// <param name="variances">Of the means' shape.</param>
    /// <param name="areMoments">Whether the statistics are those of x and move with it; otherwise they are constants.</param>
    /// <param name="epsilon">ε.</param>
    /// <param name="weight">[channels], or null for 1.</param>
    /// <param name="dy">[batch, channels, inner].</param>
    /// <param name="dx">[batch, channels, inner], or null.</param>
    /// <param name="dWeight">[channels], or null.</param>
    /// <param name="dBias">[channels], or null.</param>
    void NormalizeChannelsVjp(
        in TensorView x,
        in TensorView means,
        in TensorView variances,
        bool areMoments,
        double epsilon,
        in TensorView? weight,
        in TensorView dy,
        in TensorView? dx,
        in TensorView? dWeight,
        in TensorView? dBias);
}
