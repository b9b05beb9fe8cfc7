namespace Autograd.Tests.Backends.Cpu.Gemm;

/// <summary>One product to test: shape, layouts and what is added.</summary>
internal sealed record GemmCase(
    int M, int N, int K, Layout A = Layout.Rows, Layout B = Layout.Rows, int Batch = 1, bool Accumulate = false, bool Bias = false,
    bool SharedA = false, bool SharedB = false, int CPadding = 0)
{
    public static GemmCase Draw(Random random, int largest)
    {
        int Size() => 1 + (int)(largest * Math.Pow(random.NextDouble(), 2.5));
        return new GemmCase(
            Size(), Size(), Size(), (Layout)random.Next(6), (Layout)random.Next(6), random.Next(4) == 0 ? random.Next(2, 6) : 1,
            random.Next(2) == 0, random.Next(2) == 0, random.Next(4) == 0, random.Next(3) == 0, random.Next(3) == 0 ? random.Next(1, 9) : 0);
    }
}
