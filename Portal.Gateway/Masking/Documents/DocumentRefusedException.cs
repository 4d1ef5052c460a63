namespace Portal.Gateway.Masking.Documents;

/// <summary>Ends the reading of a document from within the libraries' calls; the message is the reason.</summary>
internal sealed class DocumentRefusedException(string reason) : Exception(reason);
