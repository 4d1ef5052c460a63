namespace Portal.Data.SelfScans;

/// <summary>Reads every text and every blob of the database, over a connection of its own that only reads.</summary>
public interface IStoredValues
{
    /// <summary>
    /// The database's own files that hold more than its tables show, such as a write-ahead log; empty where they cannot be read
    /// from here.
    /// </summary>
    IReadOnlyList<string> Files { get; }

    /// <summary>Opens one of the <see cref="Files"/> to read it while others write it.</summary>
    Stream Open(string file);

    /// <summary>Visits every value, table by table. Integers are left out: they are keys, counts and times.</summary>
    void Visit(Action<StoredValue> visit, CancellationToken cancellationToken);
}
