namespace Autograd.Tests.Backends.Cpu.Gemm;

/// <summary>How an operand lies in memory.</summary>
internal enum Layout
{
    Rows,
    Columns,
    PaddedRows,
    Strided,
    RepeatedRow,
    RepeatedColumn,
}
