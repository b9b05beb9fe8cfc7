using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Autograd.GradientChecking.Tool.Certificates;

namespace Autograd.GradientChecking.Tool.Writers;

/// <summary>The certificate as JSON, and back.</summary>
internal static class CertificateJson
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        NumberHandling = JsonNumberHandling.AllowNamedFloatingPointLiterals,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,

        // A file of its own, never a part of a page.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
    };

    /// <summary>The document.</summary>
    public static string Write(Certificate certificate) => JsonSerializer.Serialize(certificate, Options) + "\n";

    /// <summary>The certificate of a document.</summary>
    /// <exception cref="JsonException">It is no certificate, or one of another version.</exception>
    public static Certificate Read(string json)
    {
        var certificate = JsonSerializer.Deserialize<Certificate>(json, Options);
        return certificate is { Format: Certificate.FormatName, Version: Certificate.FormatVersion }
            ? certificate
            : throw new JsonException($"certificate: not {Certificate.FormatName} of version {Certificate.FormatVersion}");
    }
}
