using System.Globalization;
using System.Xml;

namespace Portal.Gateway.Masking.Documents;

/// <summary>
/// Writes XML whose text flows: paragraphs are lines, the rows of tables are lines with tabs between cells, the runs of a paragraph are joined,
/// because a number may change its looks in the middle. WordprocessingML, DrawingML, SpreadsheetML's comments and OpenDocument share the names.
/// </summary>
internal sealed class FlowPart(DocumentText text)
{
    private const int MaxGap = 64;
    private int _mutedDepth = -1;
    private int _cells;
    private int _tabs;
    private int _span = 1;
    private bool _space;
    private bool _keepsWhitespace;

    public void Read(Stream part)
    {
        using var xml = XmlParts.Open(part);
        while (!text.Stopped && xml.Read())
        {
            if (_mutedDepth >= 0 && (xml.Depth > _mutedDepth || xml.NodeType != XmlNodeType.EndElement))
            {
                continue;
            }

            _mutedDepth = -1;
            switch (xml.NodeType)
            {
                case XmlNodeType.Element:
                    Begin(xml);
                    break;
                case XmlNodeType.EndElement:
                    End(xml.LocalName);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace:
                    Write(xml.Value);
                    break;
                case XmlNodeType.Whitespace when _keepsWhitespace:
                    Write(" ");
                    break;
                default:
                    break;
            }
        }

        text.EndLine();
    }

    private void Begin(XmlReader xml)
    {
        switch (xml.LocalName)
        {
            case "Fallback" or "posOffset" or "pctWidth" or "pctHeight" or "pctPosHOffset" or "pctPosVOffset":
                _mutedDepth = xml.IsEmptyElement ? -1 : xml.Depth;
                break;
            case "t":
                _keepsWhitespace = !xml.IsEmptyElement;
                break;
            case "p" or "h" when IsOpenDocument(xml):
                _keepsWhitespace = !xml.IsEmptyElement;
                break;
            case "tc" or "table-cell" or "covered-table-cell":
                BeginCell(xml);
                break;
            case "gridSpan":
                _span = Number(xml.GetAttribute("val", xml.NamespaceURI));
                break;
            case "tab"
            or "ptab" when xml.IsEmptyElement && (!xml.HasAttributes || IsOpenDocument(xml) || xml.LocalName == "ptab"):
                Write("\t");
                break;
            case "s" when IsOpenDocument(xml):
                Write(" ");
                break;
            case "noBreakHyphen":
                Write("-");
                break;
            case "br" or "cr" or "line-break":
                text.EndLine();
                break;
            default:
                break;
        }
    }

    private void BeginCell(XmlReader xml)
    {
        (_cells, _span) = (_cells + 1, 1);
        if (IsOpenDocument(xml))
        {
            _span = Number(xml.GetAttribute("number-columns-repeated", xml.NamespaceURI));
            if (xml.GetAttribute("value", "urn:oasis:names:tc:opendocument:xmlns:office:1.0") is { } value)
            {
                // The number itself, not how the sheet shows it (4.11E+15).
                Write(value);
                _mutedDepth = xml.IsEmptyElement ? -1 : xml.Depth;
            }
        }

        if (xml.IsEmptyElement)
        {
            End(xml.LocalName);
        }
    }

    private void End(string name)
    {
        switch (name)
        {
            case "p" or "h" or "v" or "f" or "text" or "comment":
                EndParagraph();
                break;
            case "t":
                _keepsWhitespace = false;
                break;
            case "instrText":
                _space = true;
                break;
            case "tc" or "table-cell" or "covered-table-cell":
                (_cells, _tabs, _space) = (_cells - 1, Math.Min(_tabs + _span, MaxGap), false);
                break;
            case "tr" or "table-row":
                (_tabs, _space) = (0, false);
                text.EndLine();
                break;
            default:
                break;
        }
    }

    private void EndParagraph()
    {
        _keepsWhitespace = false;
        if (_cells > 0)
        {
            // The paragraphs of a cell stay on the row's line.
            _space = true;
        }
        else
        {
            text.EndLine();
        }
    }

    private void Write(ReadOnlySpan<char> value)
    {
        text.Tabs(_tabs);
        if (_space && _tabs == 0)
        {
            text.Write(" "u8);
        }

        (_tabs, _space) = (0, false);
        text.Write(value);
    }

    private static bool IsOpenDocument(XmlReader xml) => xml.NamespaceURI.Contains(":opendocument:", StringComparison.Ordinal);

    private static int Number(string? value) =>
        int.TryParse(value, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? Math.Clamp(number, 1, MaxGap) : 1;
}
