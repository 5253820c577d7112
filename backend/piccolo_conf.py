"""Where Piccolo finds the database and our one app."""

from piccolo.conf.apps import AppRegistry
from piccolo.engine.postgres import PostgresEngine

from backend.shared.embedded import address

# No extensions: the embedded server has none, and a council's server need not.
DB = PostgresEngine(config={"dsn": address()}, extensions=())
APP_REGISTRY = AppRegistry(apps=["backend.piccolo_app"])
