namespace PaymentsServer.Seeding;

/// <summary>Given and family names that customers are made from; some need more than ASCII on purpose.</summary>
internal static class Names
{
    /// <summary>Given names.</summary>
    public static readonly string[] Given =
    [
        "Amara", "Anna", "Aylin", "Bruno", "Chidi", "Clara", "Daniel", "Dmitri", "Elena", "Emil", "Farah", "Freja", "Gabriel", "Hana",
        "Hugo", "Ines", "Ivan", "Jana", "Jonas", "Kavya", "Lars", "Leïla", "Lucia", "Łukasz", "Mateo", "Mei", "Nadia", "Noah", "Olga",
        "Oscar", "Priya", "Rosa", "Samuel", "Sofia", "Tariq", "Thea", "Viktor", "Yusuf", "Zoë", "Zuzana",
    ];

    /// <summary>Family names.</summary>
    public static readonly string[] Family =
    [
        "Abara", "Ahmed", "Almeida", "Andersen", "Bauer", "Bianchi", "Cohen", "Dubois", "Dvořák", "Eriksson", "Fischer", "García", "Haddad",
        "Hansen", "Horvat", "Ibrahim", "Jansen", "Kaya", "Keller", "Kowalski", "Kumar", "Larsson", "Li", "Lindqvist", "Marino", "Meier",
        "Moreau", "Müller", "Nakamura", "Nguyen", "Novak", "O'Brien", "Okafor", "Papadakis", "Petrov", "Rossi", "Santos", "Schmidt",
        "Silva", "Smith", "Tanaka", "Vargas", "Virtanen", "Weber", "Wójcik", "Young",
    ];

    /// <summary>Countries of residence, ISO 3166-1 alpha-2.</summary>
    public static readonly string[] Countries = ["AT", "CH", "DE", "DK", "ES", "FR", "GB", "IE", "IT", "NL", "PL", "SE", "US"];
}
