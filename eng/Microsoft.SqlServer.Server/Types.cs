#pragma warning disable MA0048 // one file: the whole stand-in is five small types

namespace Microsoft.SqlServer.Server;

/// <summary>Storage format of a CLR user-defined type or aggregate.</summary>
public enum Format
{
    /// <summary>Not stated.</summary>
    Unknown = 0,

    /// <summary>Serialised by the engine from its fields.</summary>
    Native = 1,

    /// <summary>Serialised by the type itself through <see cref="IBinarySerialize"/>.</summary>
    UserDefined = 2,
}

/// <summary>Custom binary serialisation of a CLR user-defined type.</summary>
public interface IBinarySerialize
{
    /// <summary>Restores the value.</summary>
    void Read(BinaryReader r);

    /// <summary>Stores the value.</summary>
    void Write(BinaryWriter w);
}

/// <summary>Marks a CLR user-defined type.</summary>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Struct, Inherited = false)]
public sealed class SqlUserDefinedTypeAttribute(Format format) : Attribute
{
    /// <summary>Storage format.</summary>
    public Format Format { get; } = format;

    /// <summary>Largest size in bytes, -1 for unlimited.</summary>
    public int MaxByteSize { get; set; }

    /// <summary>Whether every instance has the same size.</summary>
    public bool IsFixedLength { get; set; }

    /// <summary>Whether the bytes sort as the values do.</summary>
    public bool IsByteOrdered { get; set; }

    /// <summary>Name of the validating method.</summary>
    public string? ValidationMethodName { get; set; }

    /// <summary>SQL Server type name.</summary>
    public string? Name { get; set; }
}

/// <summary>Facets of a CLR method's parameter or result.</summary>
[AttributeUsage(AttributeTargets.Parameter | AttributeTargets.ReturnValue | AttributeTargets.Field | AttributeTargets.Property, Inherited = false)]
public sealed class SqlFacetAttribute : Attribute
{
    /// <summary>Whether every value has the same length.</summary>
    public bool IsFixedLength { get; set; }

    /// <summary>Largest size, -1 for unlimited.</summary>
    public int MaxSize { get; set; }

    /// <summary>Decimal precision.</summary>
    public int Precision { get; set; }

    /// <summary>Decimal scale.</summary>
    public int Scale { get; set; }

    /// <summary>Whether null is allowed.</summary>
    public bool IsNullable { get; set; }
}

/// <summary>Thrown for a user-defined type that cannot be used.</summary>
public sealed class InvalidUdtException : SystemException
{
    /// <summary>Creates the exception.</summary>
    public InvalidUdtException() { }

    /// <summary>Creates the exception with a message.</summary>
    public InvalidUdtException(string message) : base(message) { }

    /// <summary>Creates the exception with a message and its cause.</summary>
    public InvalidUdtException(string message, Exception innerException) : base(message, innerException) { }
}
