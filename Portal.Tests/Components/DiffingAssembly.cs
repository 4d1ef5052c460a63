using System.Runtime.CompilerServices;
using System.Runtime.Loader;

namespace Portal.Tests.Components;

/// <summary>
/// bUnit is built against AngleSharp.Diffing 1.0.0.0; the registry has 0.17.0 alone, whose types it needs are the same. Goes when the
/// registry carries 1.1.1.
/// </summary>
internal static class DiffingAssembly
{
    [ModuleInitializer]
    internal static void Resolve() => AssemblyLoadContext.Default.Resolving += (context, name) => name.Name == "AngleSharp.Diffing"
        ? context.LoadFromAssemblyPath(Path.Combine(AppContext.BaseDirectory, "AngleSharp.Diffing.dll"))
        : null;
}
