using System.Reflection;
using System.Runtime.Loader;

namespace Autograd.GradientChecking.Properties.Tests;

/// <summary>Programs of one name loaded beside each other, over the assemblies that are there.</summary>
internal static class LoadContexts
{
    public static Assembly LoadFromStreamAs(this AssemblyLoadContext parent, Stream image)
    {
        var context = new AssemblyLoadContext("program", isCollectible: true);
        context.Resolving += (_, name) => parent.LoadFromAssemblyName(name);
        return context.LoadFromStream(image);
    }
}
