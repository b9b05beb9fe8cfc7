using Autograd.GradientChecking.Tests.Planted;
using Autograd.NN;
using Autograd.Ops;
using Xunit;

namespace Autograd.GradientChecking.Tests.Bisection;

/// <summary>Parameters are found and named by their path in the model, and a wrong operation by the module it runs in.</summary>
public sealed class ModulePathTests(ITestOutputHelper output)
{
    private static readonly Variable X = Points.Spread([5, 4]);

    [Fact]
    public void Parameters_are_reported_by_their_path()
    {
        var net = Net(wrong: null);
        var report = GradCheck.Model(() => net.Call(X).Tanh().Sum());

        Assert.Equal(Verdict.Pass, report.Verdict);
        foreach (var (name, parameter) in net.NamedParameters())
            Assert.Contains(report.Checks, check => check.Name == $"order 1, {name} {parameter.Shape}");
    }

    [Fact]
    public void The_module_of_a_wrong_operation_is_named()
    {
        var wrong = new PlantedOp { Value = x => x[0].Tanh(), Pull = (dy, x) => [dy * x[0].Tanh()] };
        var net = Net(wrong);
        var report = GradCheck.RunModel(() => net.Call(X).Sum(), new GradCheckOptions { Orders = 1, ChecksJvp = false });

        output.WriteLine(report.ToString());
        var finding = Assert.Single(report.Bisection!.Findings);
        Assert.Equal("Stack.blocks.1", finding.Module);
        Assert.Equal("ModulePathTests.cs", Path.GetFileName(finding.File));
        Assert.Contains(report.Checks, check => check is { Verdict: Verdict.Fail, Name: "order 1, blocks.0.linear.weight [4, 4]" });
        Assert.DoesNotContain(report.Checks, check => check is { Verdict: Verdict.Fail, Name: "order 1, blocks.2.linear.weight [4, 4]" });
    }

    [Fact]
    public void A_model_in_float32_is_refused_by_name()
    {
        var net = new Linear(4, 2);
        var error = Assert.Throws<ArgumentException>(() => GradCheck.Model(() => net.Call(X.To(DType.Float32)).Sum()));

        Assert.Equal("gradcheck: parameter weight is float32; gradients are proved in float64, build the model so", error.Message);
    }

    [Fact]
    public void A_loss_without_parameters_is_an_error()
    {
        var error = Assert.Throws<ArgumentException>(() => GradCheck.Model(() => X.Exp().Sum()));

        Assert.Equal("gradcheck: the loss reads no Variable that requires a gradient; set RequiresGrad on the parameters", error.Message);
    }

    private static Stack Net(PlantedOp? wrong)
    {
        var net = new Stack(wrong);
        net.Initialise(new RandomGenerator(3));
        net.To(DType.Float64);
        return net;
    }

    private sealed class Stack : Module
    {
        private readonly ModuleList<Block> _blocks;

        public Stack(PlantedOp? wrong) => _blocks = AddList("blocks", new Block(null), new Block(wrong), new Block(null));

        protected override Variable Forward(Variable input)
        {
            foreach (var block in _blocks)
                input = block.Call(input);
            return input;
        }
    }

    private sealed class Block : Module
    {
        private readonly PlantedOp? _activation;
        private readonly Linear _linear;

        public Block(PlantedOp? activation)
        {
            _activation = activation;
            _linear = Add("linear", new Linear(4, 4));
        }

        protected override Variable Forward(Variable input)
        {
            input = _linear.Call(input);
            return _activation is null ? input.Tanh() : Operation.Apply(_activation, input);
        }
    }
}
