"""The tables of a new installation, at once.

Migrations, one after the other, make Django draw every model anew at every step: on a small machine a newcomer waits
most of a minute for tables that are empty anyway. The outcome is the same (tests/console/test_first_tables.py).
"""

from collections.abc import Iterable

from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations import Migration, RunPython
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.operations.base import Operation
from django.db.migrations.operations.fields import FieldOperation
from django.db.migrations.operations.models import IndexOperation, ModelOperation
from django.db.migrations.recorder import MigrationRecorder
from django.db.migrations.state import ProjectState

# What only leads to the state at the end. Anything else but Python of a migration: the long way.
SHAPES = (ModelOperation, FieldOperation, IndexOperation)


def lay(connection: BaseDatabaseWrapper) -> bool:
    """All tables in one transaction, and every migration noted as applied; False = not an empty database, nothing done."""
    if MigrationRecorder(connection).applied_migrations():
        return False  # every start after the first ends here, before a migration is read
    executor = MigrationExecutor(connection)
    plan = [migration for migration, _ in executor.migration_plan(executor.loader.graph.leaf_nodes())]
    if not all(map(_is_known, _operations(plan))):
        return False
    state = executor.loader.project_state()
    if _names(state) & set(connection.introspection.table_names()):
        return False
    executor.recorder.ensure_schema()
    with connection.schema_editor(atomic=True) as editor:
        for model in state.apps.get_models(include_auto_created=False):
            if model._meta.can_migrate(connection):
                editor.create_model(model)
        for migration in plan:
            for operation in _operations([migration]):
                if isinstance(operation, RunPython):
                    operation.database_forwards(migration.app_label, editor, state, state)
            executor.recorder.record_applied(migration.app_label, migration.name)
    return True


def _operations(plan: Iterable[Migration]) -> Iterable[Operation]:
    return (operation for migration in plan for operation in migration.operations)


def _is_known(operation: Operation) -> bool:
    return isinstance(operation, (*SHAPES, RunPython))


def _names(state: ProjectState) -> set[str]:
    return {model._meta.db_table for model in state.apps.get_models(include_auto_created=True)}
