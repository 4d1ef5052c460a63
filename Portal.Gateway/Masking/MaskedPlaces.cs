using System.Collections;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace Portal.Gateway.Masking;

/// <summary>
/// Represents what was masked where in a message, worked out when somebody reads it first: paths cost as much as masking. Until then it keeps the message as it was.
/// </summary>
internal sealed class MaskedPlaces : IReadOnlyList<MaskingHit>
{
    // Places listed one by one in a message's masking log, and the path that stands for all further ones.
    private const int MaxHits = 1000;
    private const string Elsewhere = "$..*";

    private static readonly JsonReaderOptions ReaderOptions = new() { MaxDepth = MessageMasker.MaxDepth };

    private readonly Lock _lock = new();
    private readonly MaskingProfile _profile;
    private ReadOnlyMemory<byte> _json;
    private Place[]? _places;
    private Dictionary<int, EditDetail>? _details;
    private List<MaskingHit> _hits = [];

    /// <summary>Represents what of every edit is needed, which is not the value; few have a detail besides.</summary>
    private readonly record struct Place(int Token, MaskingKind Kind, MaskingReasons Reasons);

    /// <summary>Keeps what is needed.</summary>
    /// <param name="json">The message before it was masked.</param>
    /// <param name="edits">What was done, in order.</param>
    /// <param name="profile">By which rules.</param>
    public MaskedPlaces(ReadOnlyMemory<byte> json, List<Edit> edits, MaskingProfile profile)
    {
        _json = json;
        _profile = profile;
        _places = GC.AllocateUninitializedArray<Place>(edits.Count);
        Total = edits.Count;
        for (var index = 0; index < _places.Length; index++)
        {
            ref readonly var edit = ref CollectionsMarshal.AsSpan(edits)[index];
            _places[index] = new Place(edit.Token, edit.Kind, edit.Reasons);
            if (edit.Detail is { } detail)
            {
                (_details ??= []).Add(index, detail);
                Total += detail.Count - 1;
            }
        }
    }

    /// <summary>How many values were replaced.</summary>
    public int Total { get; }

    /// <inheritdoc/>
    public int Count => Hits.Count;

    private List<MaskingHit> Hits
    {
        get
        {
            lock (_lock)
            {
                if (_places is { } places)
                {
                    List<Edit> edits = [.. places.Select((place, index) => EditOf(place, _details?.GetValueOrDefault(index)))];
                    var listed = ListedOf(places);
                    var found = edits[..listed];
                    JsonPath.Assign(_json.Span, found, ReaderOptions);
                    _hits = HitsOf(found, edits[listed..]);
                    _places = null;
                    _details = null;
                    _json = default;
                }

                return _hits;
            }
        }
    }

    /// <inheritdoc/>
    public MaskingHit this[int index] => Hits[index];

    /// <inheritdoc/>
    public IEnumerator<MaskingHit> GetEnumerator() => Hits.GetEnumerator();

    /// <inheritdoc/>
    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    private static Edit EditOf(in Place place, EditDetail? detail) =>
        new(0, 0, [], place.Kind, place.Token, detail: detail) { Reasons = place.Reasons };

    // How many edits there are in the first tokens: each token is a place of its own at least.
    private static int ListedOf(Place[] places)
    {
        var tokens = 0;
        for (var index = 0; index < places.Length; index++)
        {
            if ((index == 0 || places[index].Token != places[index - 1].Token) && ++tokens > MaxHits)
            {
                return index;
            }
        }

        return places.Length;
    }

    // Beyond the first places, only how many: the list is kept with every record.
    private List<MaskingHit> HitsOf(List<Edit> listed, List<Edit> further)
    {
        var totals = new Dictionary<(MaskingKind Kind, string Path), (int Count, MaskingReasons Reasons)>();
        foreach (var edit in listed)
        {
            var place = (edit.Kind, Path: edit.Path ?? "$");
            Add(totals.Count >= MaxHits && !totals.ContainsKey(place) ? (edit.Kind, Elsewhere) : place, edit);
        }

        further.ForEach(edit => Add((edit.Kind, Elsewhere), edit));
        void Add((MaskingKind Kind, string Path) place, in Edit edit)
        {
            var (count, reasons) = totals.GetValueOrDefault(place);
            totals[place] = (count + edit.Count, reasons.And(edit.Reasons));
        }

        return
        [
            .. totals.Select(pair =>
                HitOf(pair.Key.Kind, pair.Key.Path, pair.Value.Count, pair.Value.Reasons, _profile.RuleFor(pair.Key.Kind))
            ),
        ];
    }

    private static MaskingHit HitOf(MaskingKind kind, string path, int count, MaskingReasons reasons, KindRule rule) =>
        new(MaskingKinds.NameOf(kind), path, rule.Rule, rule.Version, rule.Action, count, reasons.ToList());
}
