using System.Security.Cryptography;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using Microsoft.IdentityModel.JsonWebTokens;
using Microsoft.IdentityModel.Tokens;
using Portal.Data.Keys;
using Portal.Data.Masking;
using Portal.Data.Sessions;
using Portal.Gateway.CardSearch;
using Portal.Gateway.Configuration;
using Portal.Gateway.Journal;
using Portal.Gateway.Keys;
using Portal.Gateway.Masking;
using Portal.Tests.Data;
using Portal.Tests.Fakes;

namespace Portal.Tests.Gateway.Keys;

public sealed class KeyRegisterTests : IDisposable
{
    private static readonly KeyActor Ada = new(new RecordActor(ActorKind.Person, Guid.CreateVersion7(), "ada@example.com"), "192.0.2.1");
    private static readonly CardNumber Card = CardNumber.Of("4111111111111111"u8);

    private readonly TemporaryDatabase _database = new();
    private readonly FakeTimeProvider _clock = new(Records.Noon);
    private readonly EphemeralDataProtectionProvider _protection = new(NullLoggerFactory.Instance);
    private readonly SwitchableRecordStore _store;
    private readonly RecordWriter _writer;

    public KeyRegisterTests()
    {
        _store = new SwitchableRecordStore(_database.OpenStore());
        _writer = new RecordWriter(_store, new RecordFeed(NullLogger<RecordFeed>.Instance), Options.Create(new GatewayOptions()), TimeProvider.System, NullLogger<RecordWriter>.Instance);
    }

    public void Dispose()
    {
        _writer.Dispose();
        _database.Dispose();
    }

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task LoadAsync_FirstStart_MakesOneActiveKeyAPurposeAndRecordsEach()
    {
        var register = await LoadAsync();

        Assert.Equal([(KeyPurpose.CardIndex, 1, "HS256"), (KeyPurpose.PanToken, 1, "HS256"), (KeyPurpose.Signing, 1, "ES256"), (KeyPurpose.CallIdentity, 1, "HS256"), (KeyPurpose.TicketLink, 1, "HS256")], register.Keys.Select(key => (key.Purpose, key.Version, key.Algorithm)));
        Assert.All(register.Keys, key => Assert.Equal((Records.Noon, Records.Noon, null, null), (key.Created, key.Activated, key.Rotated, key.Retired)));
        Assert.Equal(KeyPurposes.All.Count, Controls("portal/key-created").Count);
        Assert.All(register.Keys, key => Assert.Contains(Controls("portal/key-created"), record => record.Contains(key.Id.ToString(), StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LoadAsync_SecondStart_MakesNoneAndReadsTheSame()
    {
        var first = await LoadAsync();
        var second = await LoadAsync();

        Assert.Equal(KeyPurposes.All.Count, second.Keys.Count);
        Assert.Equal(HashOf(first), HashOf(second));
    }

    [Fact]
    public async Task LoadAsync_NotRecordable_MakesNoKey()
    {
        _store.Before = _ => throw new IOException("disk full");
        await Assert.ThrowsAsync<InvalidOperationException>(() => LoadAsync());
        Assert.Equal("0", _database.Query("SELECT COUNT(*) FROM ManagedKeys")[0][0]);
    }

    [Fact]
    public async Task LoadAsync_ProtectingKeysGone_SaysWhatToRestoreAndChangesNothing()
    {
        var before = (await LoadAsync()).Keys.Select(key => key.Id).ToList();
        var register = NewRegister(new EphemeralDataProtectionProvider(NullLoggerFactory.Instance));

        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => register.LoadAsync(Cancel));

        Assert.All(["card-index/1", "signing/1", "Keys:Directory", "Keys:GiveUp"], text => Assert.Contains(text, exception.Message, StringComparison.Ordinal));
        Assert.Equal(before, (await LoadAsync()).Keys.Select(key => key.Id));
        Assert.Equal(KeyPurposes.All.Count, Controls("portal/key-created").Count);
    }

    [Fact]
    public async Task LoadAsync_SomeOfTheLostKeysGivenUp_StillStopsForTheOthers()
    {
        await LoadAsync();
        var register = NewRegister(new EphemeralDataProtectionProvider(NullLoggerFactory.Instance));
        var exception = await Assert.ThrowsAsync<InvalidOperationException>(() => register.LoadAsync(["card-index/1"], Cancel));
        Assert.DoesNotContain("card-index/1 (", exception.Message, StringComparison.Ordinal);
        Assert.Equal("0", _database.Query("SELECT COUNT(*) FROM ManagedKeys WHERE Retired IS NOT NULL")[0][0]);
    }

    [Fact]
    public async Task LoadAsync_LostKeysGivenUp_AreRetiredWithARecordAndReplaced()
    {
        await LoadAsync();
        var register = NewRegister(new EphemeralDataProtectionProvider(NullLoggerFactory.Instance));

        await register.LoadAsync([.. KeyPurposes.All.Select(purpose => $"{KeyPurposes.NameOf(purpose)}/1")], Cancel);

        Assert.Equal(2, register.Active(KeyPurpose.CardIndex).Version);
        Assert.All(register.Keys.Where(key => key.Version == 1), key => Assert.Equal((null, true), (key.ProtectedSecret, key.Retired is not null)));
        Assert.Equal(KeyPurposes.All.Count, Controls("portal/key-retired").Count(record => record.Contains("Keys:GiveUp", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task LoadAsync_ReadableKeyGivenUp_IsLeftAlone()
    {
        var before = (await LoadAsync()).Active(KeyPurpose.CardIndex).Id;
        var register = NewRegister(_protection);
        await register.LoadAsync(["card-index/1"], Cancel);
        Assert.Equal(before, register.Active(KeyPurpose.CardIndex).Id);
    }

    [Fact]
    public async Task ReadAsync_NoKeysYet_MakesNone()
    {
        var register = NewRegister(_protection);
        await register.ReadAsync(Cancel);
        Assert.Empty(register.Keys);
        Assert.False(register.HasActive(KeyPurpose.Signing));
        Assert.Equal(("0", "0"), (_database.Query("SELECT COUNT(*) FROM ManagedKeys")[0][0], _database.Query("SELECT COUNT(*) FROM Records")[0][0]));
    }

    [Fact]
    public void Active_NotLoaded_SaysWhatToDo()
    {
        var exception = Assert.Throws<InvalidOperationException>(() => NewRegister(_protection).Active(KeyPurpose.Signing));
        Assert.Contains("LoadGatewayAsync", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RotateAsync_Key_NewOneIsActiveAndTheOldStaysUsable()
    {
        var register = await LoadAsync();
        var before = register.Active(KeyPurpose.CardIndex);
        _clock.Advance(TimeSpan.FromDays(1));

        Assert.Equal(KeyChange.Done, await register.RotateAsync(KeyPurpose.CardIndex, Ada, Cancel));

        Assert.Equal(2, register.Active(KeyPurpose.CardIndex).Version);
        Assert.Equal([2, 1], register.Usable(KeyPurpose.CardIndex).Select(key => key.Version));
        Assert.Equal(Records.Noon.AddDays(1), register.Keys.Single(key => key.Id == before.Id).Rotated);
        Assert.Contains("ada@example.com", Assert.Single(Controls("portal/key-rotated")), StringComparison.Ordinal);
        Assert.Equal(1, register.Active(KeyPurpose.Signing).Version);
    }

    [Fact]
    public async Task RotateAsync_ManyAtOnce_LeavesOneActiveAndGaplessVersions()
    {
        var register = await LoadAsync();
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => register.RotateAsync(KeyPurpose.CardIndex, Ada, Cancel), Cancel)));

        var keys = register.Keys.Where(key => key.Purpose == KeyPurpose.CardIndex).ToList();
        Assert.Equal(Enumerable.Range(1, 9).Reverse(), keys.Select(key => key.Version));
        Assert.Null(keys[0].Rotated);
        Assert.All(keys.Skip(1), key => Assert.NotNull(key.Rotated));
        Assert.Equal(9, register.Active(KeyPurpose.CardIndex).Version);
    }

    [Fact]
    public async Task RotateAsync_AnotherProcessWasFaster_TakesTheOthersKey()
    {
        var (one, other) = (await LoadAsync(), await LoadAsync());
        await one.RotateAsync(KeyPurpose.CardIndex, Ada, Cancel);

        Assert.Equal(KeyChange.Done, await other.RotateAsync(KeyPurpose.CardIndex, Ada, Cancel));

        Assert.Equal(one.Active(KeyPurpose.CardIndex).Id, other.Active(KeyPurpose.CardIndex).Id);
        Assert.Equal("2", _database.Query("SELECT COUNT(*) FROM ManagedKeys WHERE Purpose = 0")[0][0]);
    }

    [Fact]
    public async Task RotateAsync_NotRecordable_ChangesNothing()
    {
        var register = await LoadAsync();
        _store.Before = _ => throw new IOException("disk full");
        Assert.Equal(KeyChange.Unrecorded, await register.RotateAsync(KeyPurpose.CardIndex, Ada, Cancel));
        Assert.Equal(KeyPurposes.All.Count, register.Keys.Count);
        Assert.Equal(1, register.Active(KeyPurpose.CardIndex).Version);
    }

    [Fact]
    public async Task RetireAsync_KeyWithEntries_AsksForConfirmationAndThenDestroysTheSecret()
    {
        var register = await LoadAsync();
        var old = register.Active(KeyPurpose.CardIndex);
        Assert.Equal(KeyChange.Active, await register.RetireAsync(old.Id, confirmed: true, Ada, Cancel));
        await _writer.CommitAsync(Records.Of("{}") with { Cards = new CardIndexer(register).Index([Card]) });
        await register.RotateAsync(KeyPurpose.CardIndex, Ada, Cancel);

        Assert.Equal(KeyChange.InUse, await register.RetireAsync(old.Id, confirmed: false, Ada, Cancel));
        Assert.Equal(2, register.Usable(KeyPurpose.CardIndex).Count);
        Assert.Equal(KeyChange.Done, await register.RetireAsync(old.Id, confirmed: true, Ada, Cancel));

        Assert.Equal(2, Assert.Single(register.Usable(KeyPurpose.CardIndex)).Version);
        Assert.Equal("", _database.Query("SELECT ProtectedSecret FROM ManagedKeys WHERE Purpose = 0 AND Version = 1")[0][0]);
        Assert.Single(Controls("portal/key-retired"));
        Assert.Equal(KeyChange.NotFound, await register.RetireAsync(old.Id, confirmed: true, Ada, Cancel));
    }

    [Fact]
    public async Task RetireAsync_KeyWithoutEntries_NeedsNoConfirmation()
    {
        var register = await LoadAsync();
        var old = register.Active(KeyPurpose.CardIndex);
        await register.RotateAsync(KeyPurpose.CardIndex, Ada, Cancel);
        Assert.Equal(KeyChange.Done, await register.RetireAsync(old.Id, confirmed: false, Ada, Cancel));
    }

    [Fact]
    public async Task Secrets_AreNowhereInTheClear()
    {
        var register = await LoadAsync();
        Assert.All(register.Keys, key => Assert.DoesNotContain(" ", key.ProtectedSecret!, StringComparison.Ordinal));
        Assert.Equal("card-index 1", register.Active(KeyPurpose.CardIndex).ToString());
        Assert.Throws<CryptographicException>(() => _protection.CreateProtector("another purpose").Unprotect(register.Keys[0].ProtectedSecret!));
    }

    [Fact]
    public async Task Index_SameCard_HashDependsOnKeyAndWholeNumberAlone()
    {
        var register = await LoadAsync();
        var indexer = new CardIndexer(register);
        var rows = indexer.Index([Card, CardNumber.Of("4012888888881881"u8), Card]);
        Assert.Equal(2, rows.Count);
        Assert.NotEqual(rows[0].Hash, rows[1].Hash);
        Assert.Equal(rows[0].Hash, Assert.Single(indexer.HashesOf(Card)));
        Assert.NotEqual(SHA256.HashData("4111111111111111"u8), rows[0].Hash);

        await register.RotateAsync(KeyPurpose.CardIndex, Ada, Cancel);
        var after = indexer.Index([Card]);
        Assert.Equal(2, after[0].KeyVersion);
        Assert.NotEqual(rows[0].Hash, after[0].Hash);
        Assert.Equal([after[0].Hash, rows[0].Hash], indexer.HashesOf(Card));
    }

    [Fact]
    public async Task Sign_Statement_IsVerifiedByThePublishedKeyAlsoAfterARotation()
    {
        var register = await LoadAsync();
        var jws = new StatementSigner(register).Sign("""{"findings":0}""", "portal-test+jws");
        await register.RotateAsync(KeyPurpose.Signing, Ada, Cancel);

        var token = new JsonWebToken(jws);
        Assert.Equal("""{"findings":0}""", Base64UrlEncoder.Decode(token.EncodedPayload));
        Assert.Equal(("ES256", "portal-test+jws"), (token.Alg, token.Typ));
        var row = register.Keys.Single(key => key.Id.ToString() == token.Kid);
        var jwk = new JsonWebKey(row.PublicKey!);
        using var ecdsa = ECDsa.Create(new ECParameters { Curve = ECCurve.NamedCurves.nistP256, Q = new ECPoint { X = Base64UrlEncoder.DecodeBytes(jwk.X), Y = Base64UrlEncoder.DecodeBytes(jwk.Y) } });
        var signed = System.Text.Encoding.ASCII.GetBytes($"{token.EncodedHeader}.{token.EncodedPayload}");
        Assert.True(ecdsa.VerifyData(signed, Base64UrlEncoder.DecodeBytes(token.EncodedSignature), HashAlgorithmName.SHA256));
        signed[^1] ^= 1;
        Assert.False(ecdsa.VerifyData(signed, Base64UrlEncoder.DecodeBytes(token.EncodedSignature), HashAlgorithmName.SHA256));
    }

    private async Task<KeyRegister> LoadAsync()
    {
        var register = NewRegister(_protection);
        await register.LoadAsync(Cancel);
        return register;
    }

    private KeyRegister NewRegister(IDataProtectionProvider protection) => new(
        _database.Contexts, new KeyMaker(protection, _clock), new PortalJournal(_writer, new MessageMasker(), _clock), _clock, NullLogger<KeyRegister>.Instance);

    private static string HashOf(KeyRegister register) => Convert.ToHexString(new CardIndexer(register).HashesOf(Card)[0]);

    private List<string> Controls(string method) => _database.Query($"SELECT Text FROM Records WHERE Method = '{method}'").ConvertAll(row => row[0]);
}
