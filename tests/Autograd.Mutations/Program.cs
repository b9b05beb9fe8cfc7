using System.CommandLine;
using Autograd.Mutations;
using Autograd.Mutations.Running;

var operation = new Option<string[]>("--operation")
{
    Description = "Only the mutants of these operations, by their classes' names, with or without Op.",
    AllowMultipleArgumentsPerToken = true,
};
var list = new Option<bool>("--list") { Description = "Print the mutants without running them." };
var sample = new Option<int>("--sample") { Description = "Only every n-th mutant.", DefaultValueFactory = _ => 1 };
var json = new Option<FileInfo?>("--json") { Description = "Write the result to this file too." };
var processes = new Option<int>("--processes") { Description = "How many processes run mutants at once.", DefaultValueFactory = _ => Environment.ProcessorCount };
sample.Validators.Add(result => RequirePositive(result, sample));
processes.Validators.Add(result => RequirePositive(result, processes));

var core = new Argument<string>("core");
var table = new Argument<string>("table");
var worker = new Command("worker", "Runs mutants named on the standard input.") { core, table };
worker.Hidden = true;
worker.SetAction(result => Worker.Serve(result.GetRequiredValue(core), result.GetRequiredValue(table)));

var root = new RootCommand("Compiles wrong derivative rules in and demands that the operation table notices.") { operation, list, sample, json, processes, worker };
root.SetAction((result, _) => NegativeControls.Run(new Options(
    result.GetValue(operation) ?? [], result.GetValue(list), result.GetValue(sample), result.GetValue(json)?.FullName, result.GetValue(processes))));
return await root.Parse(args).InvokeAsync();

static void RequirePositive(System.CommandLine.Parsing.OptionResult result, Option<int> option)
{
    if (result.GetValue(option) < 1)
        result.AddError($"{option.Name} must be 1 or more.");
}
