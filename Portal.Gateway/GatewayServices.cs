using System.Net;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;
using Portal.Data;
using Portal.Data.Sessions;
using Portal.Gateway.Approvals;
using Portal.Gateway.Authorization;
using Portal.Gateway.Callers;
using Portal.Gateway.CardSearch;
using Portal.Gateway.Configuration;
using Portal.Gateway.Exchanges;
using Portal.Gateway.Forwarding;
using Portal.Gateway.Inspection;
using Portal.Gateway.Journal;
using Portal.Gateway.Keys;
using Portal.Gateway.Limits;
using Portal.Gateway.Masking;
using Portal.Gateway.Masking.Rules;
using Portal.Gateway.Notifications;
using Portal.Gateway.Origins;
using Portal.Gateway.Policy;
using Portal.Gateway.Policy.Trials;
using Portal.Gateway.Recording;
using Portal.Gateway.Replies;
using Portal.Gateway.Routing;
using Portal.Gateway.SelfScan;
using Portal.Gateway.ServerRequests;
using Portal.Gateway.Sessions;
using Portal.Gateway.Storage;
using Portal.Gateway.Tasks;
using Portal.Gateway.Threads;
using Yarp.ReverseProxy.Configuration;
using Yarp.ReverseProxy.Forwarder;

namespace Portal.Gateway;

/// <summary>Registration of the gateway.</summary>
public static class GatewayServices
{
    /// <summary>Adds the gateway. Needs the database (AddPortalData), data protection and logging.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configuration">Configuration with the section <see cref="GatewayOptions.Section"/>.</param>
    public static IServiceCollection AddGateway(this IServiceCollection services, IConfiguration configuration)
    {
        services
            .AddOptions<GatewayOptions>()
            .Bind(configuration.GetSection(GatewayOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<GatewayOptions>, GatewayOptionsValidator>();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<TokenDirectory>();
        services.AddSingleton<BearerTokens>();
        services.AddSingleton<TokenIssuer>();
        services.AddSingleton<TokenUsage>();
        services.AddHostedService(provider => provider.GetRequiredService<TokenUsage>());

        services.AddSingleton<ServerValidator>();
        services.AddSingleton<ServerRegistry>();
        services.AddSingleton<HostResolver>(Dns.GetHostAddressesAsync);
        services.AddSingleton<OwnEndpoints>();
        services.AddSingleton<UpstreamConnector>();
        services.AddSingleton<ServerProbe>();
        services.AddSingleton<ServerTimeouts>();
        services.AddSingleton<IProxyConfigProvider, ServerProxyConfigProvider>();

        services.AddSingleton<PolicyProvider>();
        services.AddSingleton<ITokenKey, ManagedTokenKey>();
        services.AddSingleton<MaskingTokens>();
        services.AddSingleton<MaskingProfileResolver>();
        services.AddSingleton<MaskingBench>();
        services.AddSingleton<PolicyDryRun>();
        services.AddSingleton(provider => new MessageMasker(
            provider.GetRequiredService<IOptions<GatewayOptions>>().Value.SensitivityOf()
        ));
        services.AddSingleton<ReplyMasking>();
        services.AddSingleton<ReplyHeaders>();
        services.AddSingleton<ErrorReply>();
        services.AddSingleton<JsonReply>();
        services.AddSingleton<AcknowledgementReply>();
        services.AddSingleton<ClientEventStreams>();
        services.AddSingleton<StreamBudgets>();
        services.AddSingleton<EndpointEvent>();
        services.AddSingleton<StreamEvents>();
        services.AddSingleton<TaskReplies>();
        services.AddSingleton<ServerRequestReview>();
        services.AddSingleton<ServerAnswers>();
        services.AddSingleton<HeldRequestDrafts>();
        services.AddSingleton<HeldRequestEnding>();
        services.AddSingleton<HeldRequestWatch>();
        services.AddSingleton<RequestHolder>();
        services.AddSingleton<StreamRequests>();
        services.AddSingleton<StreamMessages>();
        services.AddSingleton<EventStreamReply>();
        services.AddSingleton<ReplyReleases>();
        services.AddGatewayCors();

        services
            .AddOptions<KeyOptions>()
            .Bind(configuration.GetSection(KeyOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true);
        services.AddSingleton<KeyMaker>();
        services.AddSingleton<KeyRegister>();
        services.AddSingleton<StatementSigner>();
        services.AddSingleton<CardIndexer>();
        services.AddSingleton<CardLookup>();
        services.AddSingleton<MaskingEvidence>();

        services.AddSingleton<RecordFeed>();
        services.AddSingleton<IStoredTextMask, StoredTextMask>();
        services.AddSingleton(provider =>
            ActivatorUtilities.CreateInstance<RecordWriter>(
                provider,
                new MaskedRecordStore(provider.GetRequiredService<IRecordStore>(), provider.GetRequiredService<IStoredTextMask>())
            )
        );
        services.AddSingleton<PortalJournal>();
        services.AddSingleton<ControlFailures>();
        services.AddHostedService<DatabaseWatch>();
        services.AddSingleton<SessionDirectory>();
        services.AddSingleton<ExchangeRecordFactory>();
        services.AddSingleton<ExchangeRecorder>();
        services.AddSingleton<TaskDirectory>();
        services.AddHostedService<TaskExpiry>();
        services.AddSingleton<Refusals>();

        AddLimits(services, configuration);
        AddApprovals(services);
        AddRevalidation(services);
        services.AddNotifications();
        services
            .AddOptions<SelfScanOptions>()
            .Bind(configuration.GetSection(SelfScanOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true);
        services.AddSingleton<StoreScan>();
        services.AddSingleton<ScanJournal>();
        services.AddSingleton<SelfScanner>();
        services.AddHostedService<SelfScanSchedule>();

        services.AddSingleton<LegacyEndpoint>();
        services.AddSingleton<GatewayIdentity>();
        services.AddSingleton<HeaderInspection>();
        services.AddSingleton<UpstreamHeaders>();
        services.AddSingleton<UpstreamRequestTransform>();
        services.AddSingleton<ReplyTransform>();
        services.AddSingleton<IForwarderHttpClientFactory, UpstreamClientFactory>();
        services.AddReverseProxy().AddTransforms<GatewayTransforms>();
        return services;
    }

    private static void AddRevalidation(IServiceCollection services)
    {
        services.AddSingleton<OpenExchanges>();
        services.AddSingleton<CallerRevalidation>();
        services.AddSingleton<StoredCallers>();
        services.AddHostedService<RevalidationRounds>();
    }

    // The section is shared with limits of the portal's own, so that unknown keys in it are found by the host's checks.
    private static void AddLimits(IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<LimitOptions>().Bind(configuration.GetSection(LimitOptions.Section)).ValidateOnStart();
        services.AddSingleton<IValidateOptions<LimitOptions>>(new AnnotatedOptionsValidator<LimitOptions>(LimitOptions.Section));
        services.AddSingleton<CallerLimits>();
        services.AddSingleton<SearchLimiter>();
        services.AddSingleton<BodyDeadline>();
        services.AddSingleton<LargeMessages>();
        services.AddSingleton<RefusalLimiter>();
        services.AddHostedService(provider => provider.GetRequiredService<RefusalLimiter>());

        services
            .AddOptions<EvidenceOptions>()
            .Bind(configuration.GetSection(EvidenceOptions.Section), binder => binder.ErrorOnUnknownConfiguration = true)
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<EvidenceOptions>>(
            new AnnotatedOptionsValidator<EvidenceOptions>(EvidenceOptions.Section)
        );
        services.AddSingleton<IFreeSpace, VolumeFreeSpace>();
        services.AddSingleton<StorageWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<StorageWatch>());
    }

    private static void AddApprovals(IServiceCollection services)
    {
        services.AddSingleton<ApprovalFeed>();
        services.AddSingleton<ApprovalWaiters>();
        services.AddSingleton<TicketWriteLock>();
        services.AddSingleton<TicketRecord>();
        services.AddSingleton<TicketChanges>();
        services.AddSingleton<TicketRules>();
        services.AddSingleton<TicketExpirer>();
        services.AddSingleton<TicketStore>();
        services.AddSingleton<ApprovalEvaluator>();
        services.AddSingleton<JustificationRequests>();
        services.AddSingleton<JustificationAsker>();
        services.AddSingleton<JustificationIntake>();
        services.AddSingleton<HoldCoordinator>();
        services.AddSingleton<ApproverChecks>();
        services.AddSingleton(ApprovalService.Create);
        services.AddSingleton<ApprovalExpiry>();
        services.AddHostedService(provider => provider.GetRequiredService<ApprovalExpiry>());
        services.AddHostedService<ApprovalWatch>();
        services.AddSingleton<ClockWatch>();
        services.AddHostedService(provider => provider.GetRequiredService<ClockWatch>());
    }

    /// <summary>
    /// Reads keys, servers, policies and tokens from the database. Call it before the first request, and again after a seed.
    /// </summary>
    public static async Task LoadGatewayAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        _ = services.GetRequiredService<ControlFailures>();
        var givenUp = services.GetRequiredService<IOptions<KeyOptions>>().Value.GiveUp;
        await services.GetRequiredService<KeyRegister>().LoadAsync([.. givenUp], cancellationToken);
        await services.GetRequiredService<PolicyProvider>().RefreshAsync(cancellationToken);
        await services.GetRequiredService<TokenDirectory>().RefreshAsync(cancellationToken);
        await services.GetRequiredService<ServerRegistry>().RefreshAsync(cancellationToken);
    }

    /// <summary>
    /// Reads the same anew, and makes and changes nothing: what another process has changed meanwhile holds from here on.
    /// </summary>
    internal static async Task ReloadGatewayAsync(this IServiceProvider services, CancellationToken cancellationToken)
    {
        await services.GetRequiredService<KeyRegister>().ReadAsync(cancellationToken);
        await services.GetRequiredService<PolicyProvider>().RefreshAsync(cancellationToken);
        await services.GetRequiredService<TokenDirectory>().RefreshAsync(cancellationToken);
        await services.GetRequiredService<ServerRegistry>().RefreshAsync(cancellationToken);
    }
}
