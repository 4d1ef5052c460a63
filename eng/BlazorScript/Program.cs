using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

// Usage: BlazorScript <assembly> <manifest resource> <output file>
// Copies one embedded manifest resource out of an assembly without loading it.
if (args is not [var assemblyPath, var resourceName, var outputPath])
{
    await Console.Error.WriteLineAsync("usage: BlazorScript <assembly> <resource> <output>");
    return 2;
}

using var stream = File.OpenRead(assemblyPath);
using var image = new PEReader(stream);
var metadata = image.GetMetadataReader();
foreach (var handle in metadata.ManifestResources)
{
    var resource = metadata.GetManifestResource(handle);
    if (!resource.Implementation.IsNil || !metadata.StringComparer.Equals(resource.Name, resourceName))
    {
        continue;
    }

    var section = image.GetSectionData(image.PEHeaders.CorHeader!.ResourcesDirectory.RelativeVirtualAddress);
    var reader = section.GetReader((int)resource.Offset, section.Length - (int)resource.Offset);
    var length = reader.ReadInt32();
    await File.WriteAllBytesAsync(outputPath, reader.ReadBytes(length));
    return 0;
}

await Console.Error.WriteLineAsync($"{assemblyPath} has no manifest resource '{resourceName}'; update eng/BlazorScript.targets to a version that has it.");
return 1;
