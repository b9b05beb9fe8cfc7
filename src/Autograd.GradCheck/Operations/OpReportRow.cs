namespace Autograd.GradientChecking;

/// <summary>A line of an operation's certificate: all cases of one device, precision and order.</summary>
/// <param name="Device">The device.</param>
/// <param name="DType">The precision.</param>
/// <param name="Order">The highest order checked.</param>
/// <param name="Cases">How many cases.</param>
/// <param name="Failed">How many did not pass.</param>
/// <param name="Compared">How many numbers and facts were compared.</param>
/// <param name="WorstPart">The largest error as a part of what was allowed.</param>
public sealed record OpReportRow(Device Device, DType DType, int Order, int Cases, int Failed, long Compared, double WorstPart);
