using Autograd.Backends;
using Autograd.Ilgpu.Kernels;
using Autograd.Ilgpu.Memory;
using Autograd.Ops;
using ILGPU;
using ILGPU.Runtime;

namespace Autograd.Ilgpu;

/// <content>Recurrent layers: the input's products at once, and two or three kernels a step.</content>
internal sealed partial class IlgpuBackend : IRecurrentKernels
{
    /// <inheritdoc/>
    public void Recur<TCell>(in RecurrentArrays arrays)
        where TCell : struct, IRecurrentCell
    {
        switch (arrays.Output.DType)
        {
            case DType.Float32:
                new Recurrence<TCell, KernelSingle>(this, arrays).Forward();
                break;
            case DType.Float64:
                new Recurrence<TCell, KernelDouble>(this, arrays).Forward();
                break;
            default:
                throw BackendChecks.NoKernel("recurrent layer", arrays.Output.DType);
        }
    }

    /// <inheritdoc/>
    public void RecurVjp<TCell>(in RecurrentArrays arrays, in RecurrentCotangents cotangents)
        where TCell : struct, IRecurrentCell
    {
        switch (arrays.Output.DType)
        {
            case DType.Float32:
                new Recurrence<TCell, KernelSingle>(this, arrays).Backward(cotangents);
                break;
            case DType.Float64:
                new Recurrence<TCell, KernelDouble>(this, arrays).Backward(cotangents);
                break;
            default:
                throw BackendChecks.NoKernel("recurrent layer", arrays.Output.DType);
        }
    }

    /// <summary>A layer's way through its sequence.</summary>
    private readonly struct Recurrence<TCell, T>
        where TCell : struct, IRecurrentCell
        where T : unmanaged, IKernelNumber<T>
    {
        private readonly IlgpuBackend _backend;
        private readonly RecurrentArrays _arrays;
        private readonly int _steps;
        private readonly int _batch;
        private readonly int _inputs;
        private readonly int _units;

        public Recurrence(IlgpuBackend backend, in RecurrentArrays arrays)
        {
            _backend = backend;
            _arrays = arrays;
            _steps = arrays.Input.Shape[0];
            _batch = arrays.Input.Shape[1];
            _inputs = arrays.Input.Shape[2];
            _units = arrays.StateWeight.Shape[1];
            CheckCount("recurrent layer", Math.Max(Math.Max(arrays.Gates.Shape.Count, arrays.Input.Shape.Count), arrays.InputWeight.Shape.Count));
        }

        private static bool Splits => TCell.Slots > TCell.Gates;

        private static int Joined => Splits ? TCell.Gates - 1 : TCell.Gates;

        private int Row => TCell.Slots * _units;

        private int All => TCell.Gates * _units;

        private int Size => _batch * _units;

        public void Forward()
        {
            if (_steps == 0 || _batch == 0)
                return;
            lock (_backend._gate)
            {
                var gates = Elements<T>(_arrays.Gates);
                var weight = Elements<T>(_arrays.StateWeight);
                Multiply(
                    Matrix(Elements<T>(_arrays.Input), _inputs, 1), Matrix(Elements<T>(_arrays.InputWeight), _inputs, 1), Into(gates, Row, Bias(_arrays.InputBias, 0)), _steps * _batch, All, _inputs);
                for (var order = 0; order < _steps; order++)
                {
                    var now = gates.SubView((long)Time(order) * _batch * Row);
                    var before = StateBefore(order);
                    if (Joined > 0)
                    {
                        var target = Into(now, Row, Bias(_arrays.StateBias, 0));
                        target.Adds = 1;
                        Multiply(Matrix(before, _units, 1), Matrix(weight, _units, 1), target, _batch, Joined * _units, _units);
                    }

                    if (Splits)
                    {
                        var shift = Joined * _units;
                        Multiply(
                            Matrix(before, _units, 1), Matrix(weight.SubView((long)shift * _units), _units, 1), Into(now.SubView(All), Row, Bias(_arrays.StateBias, shift)), _batch, _units, _units);
                    }

                    var output = Part(_arrays.Output, order);
                    _backend.Kernel(static a => a.LoadAutoGroupedStreamKernel<
                        Index1D, Work, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int>(RecurrentKernels.Step<TCell, T>))(
                        _backend.Threads(Size), _backend.Share(Size), now, before, CellBefore(order), output, _arrays.Cells is { } cells ? Part(cells, order) : output, _units);
                }
            }

            KeepArrays();
        }

        public void Backward(in RecurrentCotangents d)
        {
            lock (_backend._gate)
            {
                var dState = _backend.Memory.Allocate(_arrays.Output.DType, Math.Max(1, Size));
                var carry = _backend.Memory.Allocate(_arrays.Output.DType, Math.Max(1, Size));
                if (Size > 0)
                {
                    Begin(d.FinalState, dState);
                    Begin(d.FinalCell, carry);
                    StepsBack(d, dState.View<T>(0), carry.View<T>(0));
                    if (d.State is { } state)
                        _backend.QueueCopy(dState.View<T>(0).SubView(0, Size), Elements<T>(state).SubView(0, Size));
                    if (d.Cell is { } cell)
                        _backend.QueueCopy(carry.View<T>(0).SubView(0, Size), Elements<T>(cell).SubView(0, Size));
                }

                _backend.Memory.Release(dState);
                _backend.Memory.Release(carry);
                Products(d);
                Biases(d);
            }

            KeepArrays();
            Keep(d.Output);
            Keep(d.FinalState);
            Keep(d.FinalCell);
            Keep(d.Gates);
            Keep(d.Input);
            Keep(d.State);
            Keep(d.Cell);
            Keep(d.InputWeight);
            Keep(d.StateWeight);
            Keep(d.InputBias);
            Keep(d.StateBias);
        }

        private void StepsBack(in RecurrentCotangents d, ArrayView<T> dState, ArrayView<T> carry)
        {
            var gates = Elements<T>(_arrays.Gates);
            var dGates = Elements<T>(d.Gates);
            for (var order = _steps - 1; order >= 0; order--)
            {
                if (order < _steps - 1)
                    ThroughWeights(dGates, order + 1, dState);
                var before = StateBefore(order);
                var place = (long)Time(order) * _batch * Row;
                _backend.Kernel(static a => a.LoadAutoGroupedStreamKernel<
                    Index1D, Work, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, ArrayView<T>, int, int>(RecurrentKernels.StepVjp<TCell, T>))(
                    _backend.Threads(Size),
                    _backend.Share(Size),
                    gates.SubView(place),
                    dGates.SubView(place),
                    before,
                    CellBefore(order),
                    _arrays.Cells is { } cells ? Part(cells, order) : before,
                    dState,
                    d.Output is { } output ? Part(output, order) : dState,
                    carry,
                    _units,
                    Flag(d.Output));
            }

            if (d.State is null || _steps == 0)
                return;
            ThroughWeights(dGates, 0, dState);
            if (TCell.CarriesState)
            {
                _backend.Kernel(static a => a.LoadAutoGroupedStreamKernel<Index1D, Work, ArrayView<T>, ArrayView<T>>(RecurrentKernels.Add))(
                    _backend.Threads(Size), _backend.Share(Size), carry, dState);
            }
        }

        /// <summary>What a step's gates give the state before it.</summary>
        private void ThroughWeights(ArrayView<T> dGates, int order, ArrayView<T> dState)
        {
            var now = dGates.SubView((long)Time(order) * _batch * Row);
            var weight = Elements<T>(_arrays.StateWeight);
            Multiply(Matrix(now, Row, 1), Matrix(weight, 1, _units), Into(dState, _units, null), _batch, _units, Joined * _units);
            if (!Splits)
                return;
            var target = Into(dState, _units, null);
            target.Adds = 1;
            Multiply(Matrix(now.SubView(All), Row, 1), Matrix(weight.SubView((long)Joined * _units * _units), 1, _units), target, _batch, _units, _units);
        }

        private void Products(in RecurrentCotangents d)
        {
            var dGates = Elements<T>(d.Gates);
            var rows = _steps * _batch;
            if (d.Input is { } dInput && rows > 0)
                Multiply(Matrix(dGates, Row, 1), Matrix(Elements<T>(_arrays.InputWeight), 1, _inputs), Into(Elements<T>(dInput), _inputs, null), rows, _inputs, All);
            if (d.InputWeight is { } dWeight)
                Multiply(Matrix(dGates, 1, Row), Matrix(Elements<T>(_arrays.Input), 1, _inputs), Into(Elements<T>(dWeight), _inputs, null), All, _inputs, rows);
            if (d.StateWeight is not { } dStateWeight)
                return;
            var target = Elements<T>(dStateWeight);
            if (Joined > 0)
                StateProduct(dGates, Joined * _units, target);
            if (Splits)
                StateProduct(dGates.SubView(Math.Min(All, dGates.Length)), _units, target.SubView((long)Joined * _units * _units));
        }

        /// <summary>Gates' cotangents times the states before their steps: those the layer gave, and then the first.</summary>
        private void StateProduct(ArrayView<T> dGates, int columns, ArrayView<T> target)
        {
            var later = Math.Max(0, _steps - 1) * _batch;
            var output = Elements<T>(_arrays.Output);
            long shift = later > 0 ? _batch : 0;
            var (from, states) = _arrays.Reverse ? (0L, shift * _units) : (shift * Row, 0L);
            Multiply(Matrix(dGates.SubView(from), 1, Row), Matrix(output.SubView(states), 1, _units), Into(target, _units, null), columns, _units, later);
            if (_steps == 0)
                return;
            var sum = Into(target, _units, null);
            sum.Adds = 1;
            Multiply(Matrix(dGates.SubView(_arrays.Reverse ? (long)later * Row : 0), 1, Row), Matrix(Elements<T>(_arrays.State), 1, _units), sum, columns, _units, _batch);
        }

        /// <summary>The sums of the gates' cotangents over steps and sequences.</summary>
        private void Biases(in RecurrentCotangents d)
        {
            if (d.InputBias is null && d.StateBias is null)
                return;
            var sums = _backend.Memory.Allocate(_arrays.Output.DType, Row);
            _backend.ReduceLevels<SumOp.Rule, T>(_arrays.Output.DType, Elements<T>(d.Gates), sums.View<T>(0), 1, _steps * _batch, Row);
            if (d.InputBias is { } inputBias)
                Copy(sums, 0, inputBias, 0, All);
            if (d.StateBias is { } stateBias)
            {
                Copy(sums, 0, stateBias, 0, Joined * _units);
                if (Splits)
                    Copy(sums, All, stateBias, Joined * _units, _units);
            }

            _backend.Memory.Release(sums);
        }

        private void Copy(IlgpuStorage source, long from, in TensorView target, long to, long count)
        {
            if (count > 0)
                _backend.QueueCopy(source.View<T>(0).SubView(from, count), Elements<T>(target).SubView(to, count));
        }

        private void Begin(in TensorView? given, IlgpuStorage target) =>
            _backend.QueueCopy(given is { } cotangent ? Elements<T>(cotangent).SubView(0, Size) : (ArrayView<T>?)null, target.View<T>(0).SubView(0, Size));

        private void Multiply(StridedSource<T> a, StridedSource<T> b, MatrixTarget<T> c, int rows, int columns, int inner)
        {
            if (rows > 0 && columns > 0)
                _backend.Multiply<T, StridedSource<T>, StridedSource<T>, MatrixTarget<T>>(a, b, c, 1, rows, columns, inner, inner, a.InnerStep == 1, b.InnerStep == 1);
        }

        private static StridedSource<T> Matrix(ArrayView<T> elements, int outerStep, int innerStep) =>
            new() { Elements = elements, Batches = new LoopAxes { Count = 1 }, OuterStep = outerStep, InnerStep = innerStep };

        private static MatrixTarget<T> Into(ArrayView<T> elements, int rowStep, ArrayView<T>? bias) =>
            new() { Elements = elements, Bias = bias ?? elements, HasBias = bias is null ? 0 : 1, RowStep = rowStep };

        private static ArrayView<T>? Bias(in TensorView? bias, int from) => bias is { } given ? Elements<T>(given).SubView(from) : null;

        private int Time(int order) => _arrays.Reverse ? _steps - 1 - order : order;

        private ArrayView<T> Part(in TensorView sequence, int order) => Elements<T>(sequence).SubView((long)Time(order) * Size);

        private ArrayView<T> StateBefore(int order) => order == 0 ? Elements<T>(_arrays.State) : Part(_arrays.Output, order - 1);

        private ArrayView<T> CellBefore(int order) =>
            _arrays.Cell is not { } cell ? StateBefore(order) : order == 0 ? Elements<T>(cell) : Part(_arrays.Cells!.Value, order - 1);

        private void KeepArrays()
        {
            KeepAlive(_arrays.Input, _arrays.State);
            KeepAlive(_arrays.InputWeight, _arrays.StateWeight);
            KeepAlive(_arrays.Gates, _arrays.Output);
            Keep(_arrays.Cell);
            Keep(_arrays.Cells);
            Keep(_arrays.InputBias);
            Keep(_arrays.StateBias);
        }

        private static void Keep(in TensorView? view) => GC.KeepAlive(view?.Storage);
    }
}
