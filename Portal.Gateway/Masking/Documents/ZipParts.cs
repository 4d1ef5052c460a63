using System.Collections.Frozen;

namespace Portal.Gateway.Masking.Documents;

/// <summary>Tells by its name how a part of an archive is read. A name that says nothing is read as text.</summary>
internal static class ZipParts
{
    private static readonly FrozenSet<string> Silent = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        ".png",
        ".jpg",
        ".jpeg",
        ".jpe",
        ".jfif",
        ".gif",
        ".bmp",
        ".tif",
        ".tiff",
        ".ico",
        ".webp",
        ".emf",
        ".wmf",
        ".emz",
        ".wmz",
        ".wdp",
        ".jxr",
        ".mp3",
        ".mp4",
        ".m4a",
        ".m4v",
        ".wav",
        ".wma",
        ".wmv",
        ".avi",
        ".mov",
        ".mpg",
        ".mpeg",
        ".ogg",
        ".aac",
        ".aif",
        ".au",
        ".mid",
        ".odttf",
        ".fntdata",
        ".ttf",
        ".otf",
        ".woff",
        ".woff2",
        ".eot",
        ".css",
        ".sigs"
    );

    private static readonly FrozenSet<string> Looks = FrozenSet.Create(
        StringComparer.OrdinalIgnoreCase,
        "styles.xml",
        "stylesWithEffects.xml",
        "settings.xml",
        "webSettings.xml",
        "fontTable.xml",
        "numbering.xml",
        "calcChain.xml",
        "presProps.xml",
        "viewProps.xml",
        "tableStyles.xml",
        "[Content_Types].xml"
    );

    public static ZipPart Of(string name)
    {
        var path = name.Replace('\\', '/').TrimStart('/');
        var file = path[(path.LastIndexOf('/') + 1)..];
        var isOffice = Starts(path, "word/") || Starts(path, "ppt/") || Starts(path, "xl/");
        if (file.Length == 0 || Silent.Contains(Path.GetExtension(file)))
        {
            return ZipPart.Skipped;
        }

        if (!Path.GetExtension(file).Equals(".xml", StringComparison.OrdinalIgnoreCase))
        {
            return IsProgram(file) ? ZipPart.Skipped
                : path.Contains("/embeddings/", StringComparison.OrdinalIgnoreCase)
                || (isOffice && Path.GetExtension(file) == ".bin")
                    ? ZipPart.Unreadable
                : ZipPart.Plain;
        }

        if (isOffice)
        {
            return OfOffice(path, file);
        }

        return path is "content.xml" or "styles.xml" || file is "content.xml" && Starts(path, "Object ") ? ZipPart.Flow
            : Looks.Contains(path) ? ZipPart.Skipped
            : ZipPart.Plain;
    }

    private static ZipPart OfOffice(string path, string file) =>
        Looks.Contains(file) || path.Contains("/theme/", StringComparison.OrdinalIgnoreCase) ? ZipPart.Skipped
        : file.Equals("sharedStrings.xml", StringComparison.OrdinalIgnoreCase) ? ZipPart.SharedStrings
        : path.Contains("sheets/", StringComparison.OrdinalIgnoreCase) ? ZipPart.Sheet
        : path.Contains("/pivotCache/", StringComparison.OrdinalIgnoreCase) || file == "workbook.xml" ? ZipPart.Plain
        : ZipPart.Flow;

    private static bool IsProgram(string file) =>
        file.StartsWith("vbaProject", StringComparison.OrdinalIgnoreCase)
        || file.StartsWith("printerSettings", StringComparison.OrdinalIgnoreCase);

    private static bool Starts(string path, string folder) => path.StartsWith(folder, StringComparison.OrdinalIgnoreCase);
}
