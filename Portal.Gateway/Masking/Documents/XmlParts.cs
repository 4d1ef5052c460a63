using System.Xml;

namespace Portal.Gateway.Masking.Documents;

/// <summary>Opens a part's XML without entities of its own, without anything from outside and without whitespace between elements.</summary>
internal static class XmlParts
{
    private static readonly XmlReaderSettings Settings = new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
        CheckCharacters = false,
    };

    public static XmlReader Open(Stream part) => XmlReader.Create(part, Settings);
}
