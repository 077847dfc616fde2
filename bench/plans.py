"""What the server means to do for a question, and whether the question's header says so."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from database.connection import Graph
from explorer.header import Question

NEVER = {"AllNodesScan", "CartesianProduct", "UndirectedRelationshipTypeScan"}
LABEL_SCANS = {"NodeByLabelScan", "IntersectionNodeByLabelsScan", "UnionNodeByLabelsScan"}
LABEL = re.compile(r"[A-Z]\w+")


def plan_of(graph: Graph, question: Question, values: Mapping[str, Any]) -> dict[str, Any]:
    """Return the plan of a question as the driver has it, without running the question."""
    summary = graph.driver.execute_query(
        f"EXPLAIN {question.statement}", dict(values), database_=graph.target.database
    ).summary
    return dict(summary.plan or {})


def steps(plan: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """Yield the operators of a plan with what each works on."""
    yield plan["operatorType"].partition("@")[0], str(plan["args"].get("Details", ""))
    for child in plan.get("children", []):
        yield from steps(child)


def unjustified(question: Question, plan: Mapping[str, Any]) -> list[str]:
    """Return the steps that read a label or a type from end to end while the header gives no reason; empty is good.

    Everything else begins at an index.
    """
    found = []
    for name, details in steps(plan):
        scanned = set(LABEL.findall(details)) if name in LABEL_SCANS else set()
        of_a_type = name == "DirectedRelationshipTypeScan" and not question.scan_reason
        if name in NEVER or of_a_type or not scanned <= set(question.scanned_labels):
            found.append(f"{name} {details}".strip())
    return found
