"""The composition root: settings become the ports of one environment; nobody else knows which edge is behind which."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from vocabsync.cli.key_watch import WatchedFiles
from vocabsync.cli.parser_note import tell_parser
from vocabsync.cli.redaction import Redaction
from vocabsync.cli.system_clock import SystemClock
from vocabsync.desired.configuration import CONFIGURATION_NAME, read_configuration
from vocabsync.desired.loader import VocabularyFolder
from vocabsync.domain.errors import StateDamaged
from vocabsync.domain.frozen import frozen
from vocabsync.ledger.applied import AppliedFolder
from vocabsync.ledger.ledger_file import LEDGER_NAME, LedgerFile
from vocabsync.ledger.state_folder import check_state_folder
from vocabsync.operations.plan import PlanPorts
from vocabsync.remote.api_key import read_api_key
from vocabsync.remote.regions import BASE_URL_VARIABLE, WORKSPACE_VARIABLE, Endpoint, endpoint_for
from vocabsync.remote.store import open_reader, open_writer

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping
    from pathlib import Path

    from vocabsync.cli.console import Console
    from vocabsync.cli.settings import Settings
    from vocabsync.desired.configuration import Configuration, EnvironmentSettings
    from vocabsync.desired.earlier_files import EarlierFiles
    from vocabsync.domain.evidence import History
    from vocabsync.domain.identifiers import Claim, Prefix
    from vocabsync.domain.policy import Policy, Relaxation
    from vocabsync.operations.apply import ApplyPorts
    from vocabsync.operations.ports import Clock, Listener, Stop
    from vocabsync.remote.api_key import ApiKey
    from vocabsync.remote.client import Transport

STATE_FOLDER = ".vocabsync"
_LOCAL_ENDPOINT = Endpoint("http://localhost/api/v1", "the stand-in")


@frozen(kw_only=True)
class Site:
    """One environment of one repository, its configuration read."""

    configuration: Configuration
    environment: EnvironmentSettings

    @property
    def configuration_name(self) -> str:
        """The configuration's file name, also where there is none yet."""
        return self.configuration.path or CONFIGURATION_NAME

    @property
    def state_folder(self) -> Path:
        """Where journal, backups and the stand-in's store lie, never in git."""
        return self.environment.root / STATE_FOLDER

    @property
    def applied_folder(self) -> Path:
        """Where the contents of this environment's last apply are kept."""
        return self.state_folder / "applied" / self.environment.name

    @property
    def ledger_path(self) -> Path:
        """The ledger: beside the configuration, but for the stand-in, whose IDs are nobody else's."""
        folder = self.state_folder if self.environment.is_local else self.environment.root
        return folder / LEDGER_NAME


def open_site(settings: Settings) -> Site:
    """Read the configuration and choose the environment. Raises FilesInvalid, ConfigurationError, StateDamaged."""
    configuration = read_configuration(settings.config, settings.folder, caps=settings.caps)
    site = Site(configuration=configuration, environment=configuration.for_environment(settings.environment))
    check_state_folder(site.state_folder)
    return site


@contextmanager
def open_plan_ports(settings: Settings, console: Console) -> Iterator[PlanPorts]:
    """Give the ports that planning needs; the client behind them has no write methods.

    Raises FilesInvalid, ConfigurationError.
    """
    site = open_site(settings)
    clock = SystemClock()
    line = _open_line(site, settings, console)
    with open_reader(line.endpoint, line.key, clock, transport=line.transport, on_wait=console.say) as remote:
        yield PlanPorts(
            files=WatchedFiles(_open_files(site), console.redact),
            remote=remote,
            ledger=LedgerFile(site.ledger_path, site.environment.name),
            history=_LateHistory(site),
            clock=clock,
            applied=AppliedFolder(site.applied_folder),
        )


@contextmanager
def open_apply_ports(
    site: Site, settings: Settings, console: Console, *, clock: Clock, stop: Stop, listener: Listener
) -> Iterator[ApplyPorts]:
    """Give the ports that applying needs: those of planning, and everything that writes.

    Raises FilesInvalid, ConfigurationError.
    """
    from vocabsync.ledger.backups import BackupFolder  # noqa: PLC0415  late: plan needs none of it
    from vocabsync.ledger.journal import JournalFile  # noqa: PLC0415
    from vocabsync.ledger.spare_file import SpareFile  # noqa: PLC0415
    from vocabsync.operations.apply import ApplyPorts  # noqa: PLC0415

    line = _open_line(site, settings, console)
    spare = SpareFile(site.state_folder)
    name = site.environment.name
    with open_writer(line.endpoint, line.key, clock, transport=line.transport, on_wait=console.say) as remote:
        yield ApplyPorts(
            files=WatchedFiles(_open_files(site), console.redact),
            remote=remote,
            ledger=LedgerFile(site.ledger_path, name, spare=spare),
            history=_LateHistory(site),
            clock=clock,
            journal=JournalFile(site.state_folder, name, spare=spare),
            backups=BackupFolder(site.state_folder / "backups", shown_from=site.environment.root),
            listener=listener,
            stop=stop,
            applied=AppliedFolder(site.applied_folder),
        )


@frozen(kw_only=True)
class _Line:
    """The line to the service: where to, with which key, through which door."""

    endpoint: Endpoint
    key: ApiKey | None
    transport: Transport | None


def _open_line(site: Site, settings: Settings, console: Console) -> _Line:
    policy = site.environment.policy
    if site.environment.is_local:
        tell_parser(console)
        return _Line(endpoint=_LOCAL_ENDPOINT, key=None, transport=_open_standin(site.state_folder, policy))
    environ = settings.environ
    endpoint = endpoint_for(policy.region, environ.get(BASE_URL_VARIABLE), environ.get(WORKSPACE_VARIABLE))
    key = read_api_key(environ, site.environment.api_key_env)
    _keep_secret(key, environ, console)
    tell_parser(console)
    return _Line(endpoint=endpoint, key=key, transport=None)


def _open_standin(folder: Path, policy: Policy) -> Transport:
    """Open the stand-in of environment ``local``. Raises StateDamaged where its store is no store."""
    from vocabsync.emulator.storage import StoreDamaged  # noqa: PLC0415  the stand-in is for `local` alone
    from vocabsync.emulator.transport import LOCAL_STORE, StandInTransport  # noqa: PLC0415

    store = folder / LOCAL_STORE
    try:
        return StandInTransport.at(
            store,
            quota=policy.vocabulary_limit,
            term_limits=dict(policy.term_limits.items()),
            region=policy.region,
        )
    except StoreDamaged as damage:
        raise StateDamaged(
            "the stand-in's store cannot be used",
            where=str(store),
            why=str(damage),
            next_step="remove the file: the stand-in begins again with an empty account",
        ) from None


def _keep_secret(key: ApiKey, environ: Mapping[str, str], console: Console) -> None:
    """Teach the last filter a key that may come from a file, and the runner of GitHub Actions to hide it in its log."""
    if isinstance(console.redact, Redaction):
        console.redact.learn(key.forms)
    if environ.get("GITHUB_ACTIONS") == "true":
        console.stderr.write(f"{key.mask_command()}\n")
        console.stderr.flush()


def _open_files(site: Site) -> VocabularyFolder:
    """Give the files, and with their policy what the change under review loosens of it."""

    def look_for_relaxations() -> tuple[Relaxation, ...]:
        from vocabsync.desired.relaxations import find_relaxations  # noqa: PLC0415  late: docs/adr/0020

        earlier = open_earlier_files(environment)
        return find_relaxations(environment.root, site.configuration_name, environment.name, earlier, environment.caps)

    environment = site.environment
    policy = replace(environment.policy, elsewhere=_prefixes_elsewhere(site))
    return VocabularyFolder(
        site.configuration,
        replace(environment, policy=policy),
        compare_lists=False,
        find_relaxations=look_for_relaxations,
    )


def _prefixes_elsewhere(site: Site) -> frozenset[Prefix]:
    """Give the prefixes that other environments of the same account declare, by the names of their files."""
    configuration, ours = site.configuration, site.environment
    others = [configuration.for_environment(name) for name in configuration.environments if name != ours.name]
    return frozenset(
        prefix
        for other in others
        if not ours.is_local and other.account == ours.account and other.folder_name != ours.folder_name
        for prefix in VocabularyFolder(configuration, other).readable_prefixes()
    )


def open_earlier_files(environment: EnvironmentSettings) -> EarlierFiles:
    """Give the environment's files as git has them."""
    from vocabsync.desired.earlier_files import EarlierFiles  # noqa: PLC0415  late, as above

    return EarlierFiles(environment.root, folder=environment.folder_name, caps=environment.caps)


@frozen
class _LateHistory:
    """Git history of a site's environment, loaded when somebody asks for it: after the service has answered."""

    site: Site

    def look_up(self, undeclared: Collection[Prefix], undeclared_models: Collection[Claim]) -> History:
        from vocabsync.desired.history import GitHistory  # noqa: PLC0415  late, as above

        environment = self.site.environment
        history = GitHistory(
            environment.root,
            environment=environment.name,
            folder=environment.folder_name,
            configuration=self.site.configuration_name,
            alone=len(self.site.configuration.environments) == 1,
        )
        return history.look_up(undeclared, undeclared_models)
