using System.Diagnostics;
using System.Text.Json;

namespace Autograd.Profiling;

/// <summary>Writes Chrome's trace-event format: complete events ("X") with times in microseconds from the profile's start.</summary>
internal static class ChromeTrace
{
    public static void Write(Stream stream, long start, IReadOnlyList<ProfileThread> threads)
    {
        using var json = new Utf8JsonWriter(stream);
        json.WriteStartObject();
        json.WriteString("displayTimeUnit", "ns");
        json.WriteStartArray("traceEvents");
        foreach (var thread in threads)
        {
            Begin(json, "thread_name", "M", thread);
            json.WriteStartObject("args");
            json.WriteString("name", thread.Name);
            json.WriteEndObject();
            json.WriteEndObject();

            // A viewer needs no order, but a reader is glad of one.
            foreach (var line in thread.Events().OrderBy(line => line.Start).ThenByDescending(line => line.Ticks))
                Write(json, line, start, thread);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, in ProfileEvent line, long start, ProfileThread thread)
    {
        var isInstant = line.Ticks < 0;
        Begin(json, line.Name, isInstant ? "i" : "X", thread);
        json.WriteString("cat", line.Category);
        json.WriteNumber("ts", Microseconds(line.Start - start));
        if (isInstant)
            json.WriteString("s", "t");
        else
            json.WriteNumber("dur", Microseconds(line.Ticks));
        json.WriteStartObject("args");
        if (line.Module.Length > 0)
            json.WriteString("module", line.Module);
        if (line.Bytes > 0)
            json.WriteNumber("bytes", line.Bytes);
        if (line.Flops > 0)
            json.WriteNumber("flops", line.Flops);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Begin(Utf8JsonWriter json, string name, string kind, ProfileThread thread)
    {
        json.WriteStartObject();
        json.WriteString("name", name);
        json.WriteString("ph", kind);
        json.WriteNumber("pid", Environment.ProcessId);
        json.WriteNumber("tid", thread.Id);
    }

    private static double Microseconds(long ticks) => Math.Round(ticks * 1e6 / Stopwatch.Frequency, 3);
}
