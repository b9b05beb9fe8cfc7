namespace Autograd.Backends.Cpu.Gemm;

/// <summary>
/// How a product is cut up. What bits depend on, the depth of its blocks, follows from the shape, the element's size and the register's width;
/// how many tiles make a chunk also from the number of threads.
/// </summary>
internal readonly struct ProductPlan
{
    /// <summary>The longest sum that stays in a tile: a panel of B of this depth (32 float32 or 16 float64 wide) fills L1.</summary>
    private const int DepthLimit = 384;

    /// <summary>Rows and columns that are packed at once; with <see cref="DepthLimit"/> this bounds the scratch.</summary>
    private const int RowsLimit = 2048;

    private const int ColumnsLimit = 2048;

    /// <summary>
    /// An operand up to this size is read where it lies: it stays in L2, and packing would cost more than it saves. With registers of 512
    /// bits it counts for both operands together, with shorter ones for an A of contiguous rows.
    /// </summary>
    private const long UnpackedBytesLimit = 1 << 20;

    /// <summary>
    /// The same for a B, or an A of contiguous columns, with shorter registers. Their lines are used in parts, lie far apart, and where that is
    /// a power of two compete for few sets of an L1 of 32 kB.
    /// </summary>
    private const long ScatteredBytesLimit = 48 << 10;

    /// <summary>Packing A pays from this many registers of columns on.</summary>
    private const int PackedRegisters512 = 4;

    private const int PackedRegisters = 16;

    private const int PackedRegistersScattered = 8;

    /// <summary>A chunk's rows of A of this size share an L2 of 512 kB with B and C, which pass by them.</summary>
    private const long ChunkBytes = 96 << 10;

    /// <summary>Registers of 512 bits come with a larger one.</summary>
    private const long WideChunkBytes = 3 << 18;

    /// <summary>A chunk of work should be worth more than handing it to a thread: about 4 µs of multiply-adds.</summary>
    private const long ChunkWork = 1 << 18;

    /// <summary>So many chunks a thread let all finish at nearly the same time; larger ones reuse caches better.</summary>
    private const long ChunksPerThread = 6;

    /// <summary>Panels of A below which packing in chunks would use lines of columns in small parts, and a panel of B too seldom.</summary>
    private const long PackedPanels = 8;

    /// <summary>The same where those would leave another thread nothing to do.</summary>
    private const long FewestPackedPanels = 4;

    /// <summary>Packed panels of so many multiply-adds together are a chunk although they are fewer.</summary>
    private const long EvenWork = ChunkWork * 3 / 2;

    /// <summary>Chunks a thread below which one more or less than the others' would be felt.</summary>
    private const int FewChunks = 3;

    private const int UnpackedColumns = 256;

    private ProductPlan(int m, int n, int k, int rows, int lanes, int size, bool packsA, int threads)
    {
        RowPanels = CeilingDivide(m, rows);
        PanelRows = CeilingDivide(m, RowPanels);
        PanelColumns = 2 * lanes;
        int depths = k <= DepthLimit + (DepthLimit / 4) ? 1 : CeilingDivide(k, DepthLimit);
        Depth = RoundUp(CeilingDivide(k, depths), 8);
        BlockRows = RowPanels * PanelRows <= RowsLimit ? RowPanels * PanelRows : RowsLimit / PanelRows * PanelRows;
        BlockColumns = RoundUp(CeilingDivide(n, CeilingDivide(n, ColumnsLimit)), PanelColumns);

        // The chunk: all columns where its rows of A are packed, so that they are packed once, and otherwise up to 256, whose part of B
        // stays in L2; by as many rows as make the work wanted, or as L2 holds.
        int columns = Math.Min(n, BlockColumns);
        int depth = Math.Min(k, Depth);
        ChunkColumns = RoundUp(packsA ? columns : Math.Min(columns, UnpackedColumns), PanelColumns);
        long rowWork = (long)Math.Min(ChunkColumns, columns) * depth;
        long wanted = Math.Max(ChunkWork, (long)Math.Min(m, BlockRows) * columns * depth / (threads == 1 ? 1 : ChunksPerThread * threads));
        long panelWork = rowWork * PanelRows;
        long least = packsA ? Math.Clamp(EvenWork / panelWork, FewestPackedPanels, PackedPanels) : 1;
        long most = Math.Max(least, (IsWide(lanes, size) ? WideChunkBytes : ChunkBytes) / ((long)depth * PanelRows * size));
        int chunkRows = (int)Math.Min(Math.Clamp(wanted / panelWork, least, most) * PanelRows, BlockRows);

        // Evenly: the last chunk is as large as the others, and few chunks are as many for each thread.
        int blockRows = Math.Min(m, BlockRows);
        int chunks = CeilingDivide(blockRows, chunkRows);
        if (chunks > 1 && chunks < FewChunks * threads)
        {
            chunks = RoundUp(chunks, threads);
        }

        ChunkRows = RoundUp(CeilingDivide(blockRows, chunks), PanelRows);
    }

    /// <summary>Rows of a tile. The rows are spread evenly over the fewest tiles, since a tile of few rows is the less efficient one.</summary>
    public int PanelRows { get; }

    public int RowPanels { get; }

    /// <summary>Columns of a tile: two registers.</summary>
    public int PanelColumns { get; }

    public int Depth { get; }

    public int BlockRows { get; }

    public int BlockColumns { get; }

    public int ChunkRows { get; }

    public int ChunkColumns { get; }

    public bool PacksA { get; private init; }

    public bool PacksB { get; private init; }

    /// <summary>Plans a product on registers of <paramref name="lanes"/> lanes with tiles of at most <paramref name="rows"/> rows.</summary>
    public static unsafe ProductPlan For<T>(in GemmArguments<T> g, int rows, int lanes)
        where T : unmanaged
    {
        long aBytes = (long)g.M * g.K * sizeof(T);
        long bBytes = (long)g.K * g.N * sizeof(T);
        bool isWide = IsWide(lanes, sizeof(T));
        bool packsA = isWide
            ? aBytes + bBytes > UnpackedBytesLimit && g.N > PackedRegisters512 * lanes
            : g.AColumn == 1 ? aBytes > UnpackedBytesLimit && g.N > PackedRegisters * lanes : aBytes > ScatteredBytesLimit && g.N > PackedRegistersScattered * lanes;
        bool packsB = isWide ? aBytes + bBytes > UnpackedBytesLimit : bBytes > ScatteredBytesLimit;
        ProductPlan plan = new(g.M, g.N, g.K, rows, lanes, sizeof(T), packsA, AutogradOptions.Threads)
        {
            PacksA = packsA,
            PacksB = g.BColumn != 1 || (packsB && g.M > 2 * rows),
        };
        return plan;
    }

    public static int CeilingDivide(int a, int b) => (int)(((long)a + b - 1) / b);

    public static int RoundUp(int a, int multiple) => CeilingDivide(a, multiple) * multiple;

    private static bool IsWide(int lanes, int size) => lanes * size >= 64;
}
