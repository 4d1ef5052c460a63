using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Portal.Data;

/// <summary>
/// Looks at every text before Entity Framework stores it: what a person typed is refused where it holds a card number, anything
/// else is masked. The last line behind those who check and mask earlier. What reaches the database by other ways is the record
/// writer's, and updates that name their values.
/// </summary>
/// <param name="mask">Knows card data.</param>
internal sealed class CardDataInterceptor(IStoredTextMask mask) : SaveChangesInterceptor
{
    /// <inheritdoc />
    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result)
    {
        Check(eventData.Context!);
        return result;
    }

    /// <inheritdoc />
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(
        DbContextEventData eventData,
        InterceptionResult<int> result,
        CancellationToken cancellationToken = default
    )
    {
        Check(eventData.Context!);
        return ValueTask.FromResult(result);
    }

    private void Check(DbContext context)
    {
        foreach (
            var entry in context.ChangeTracker.Entries().Where(entry => entry.State is EntityState.Added or EntityState.Modified)
        )
        {
            foreach (var property in entry.Properties.Where(property => entry.State == EntityState.Added || property.IsModified))
            {
                if (StoredTexts.IsText(property.Metadata))
                {
                    Check(property);
                }
            }
        }
    }

    private void Check(PropertyEntry property)
    {
        var kind = StoredTexts.KindOf(property.Metadata);
        if (kind == StoredTextKind.Opaque)
        {
            return;
        }

        switch (property.CurrentValue)
        {
            case string text when kind == StoredTextKind.Typed:
                Refuse(property, [text]);
                break;
            case IEnumerable<string> texts when kind == StoredTextKind.Typed:
                Refuse(property, texts);
                break;
            case string text:
                property.CurrentValue = mask.Mask(text);
                break;
            case List<string> texts:
                property.CurrentValue = texts.ConvertAll(mask.Mask);
                break;
        }
    }

    private void Refuse(PropertyEntry property, IEnumerable<string> texts)
    {
        if (texts.Any(mask.HoldsCard))
        {
            throw new CardDataException(property.Metadata.Name);
        }
    }
}
