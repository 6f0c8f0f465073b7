"""Ask the published warehouse three questions as an assistant does: over MCP, read-only. Runs in .venv-explore (make explore).

usage: .venv-explore/bin/python examples/ask_over_mcp.py [WAREHOUSE]
"""

import asyncio
import json
import sys
from pathlib import Path

from mcp import ClientSession, StdioServerParameters
from mcp.client.stdio import stdio_client

QUESTIONS = (
    "select style_cluster, count(*) as authors from marts.author_segments group by 1 order by authors desc, 1 limit 3",
    "select version_date, author_count, post_count from marts.panel_versions where is_this_delivery",
    "create table marts.mine as select 1 as one",
)


async def ask(warehouse: str) -> None:
    """Start the server on a warehouse, and print what it answers."""
    server = StdioServerParameters(
        command=str(Path(sys.executable).with_name("mcp-server-motherduck")),
        args=["--db-path", warehouse],
        env={"FASTMCP_LOG_LEVEL": "ERROR"},
    )
    async with stdio_client(server) as pipes, ClientSession(*pipes) as session:
        await session.initialize()
        for question in QUESTIONS:
            answer = await session.call_tool("execute_query", {"sql": question})
            text = answer.content[0].text
            print(json.dumps(json.loads(text[text.index("{") :])))


if __name__ == "__main__":
    asyncio.run(ask(sys.argv[1] if len(sys.argv) > 1 else "warehouse/current/warehouse.duckdb"))
