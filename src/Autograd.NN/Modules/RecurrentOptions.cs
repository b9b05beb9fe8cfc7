namespace Autograd.NN;

/// <summary>The sizes and choices that every recurrent module has.</summary>
internal readonly record struct RecurrentOptions(int Inputs, int Units, int Layers, bool IsBidirectional, bool Bias, double Dropout, bool BatchFirst);
