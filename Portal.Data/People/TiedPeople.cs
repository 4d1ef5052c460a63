namespace Portal.Data.People;

/// <summary>Holds the people tied to an account, directly or through service accounts, by id and by folded name.</summary>
public sealed class TiedPeople
{
    private readonly HashSet<Guid> _ids = [];
    private readonly HashSet<string> _names = new(StringComparer.Ordinal);

    /// <summary>Whether a person is among them, or somebody of the same name was.</summary>
    public bool Include(Guid id, string? name) =>
        _ids.Contains(id) || (name is not null && _names.Contains(AccountTie.Fold(name)));

    internal void Add(Guid id) => _ids.Add(id);

    internal void Add(Guid id, string foldedName)
    {
        _ids.Add(id);
        if (foldedName.Length > 0)
        {
            _names.Add(foldedName);
        }
    }
}
