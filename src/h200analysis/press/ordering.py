"""What it takes to order a kernel and run a notebook in it, loaded before all the rest."""

from jupyter_client.provisioning.factory import KernelProvisionerFactory
from nbformat.v4 import new_code_cell

from h200analysis.kernels import zygotes  # noqa: F401
from h200analysis.press import making, readying, run  # noqa: F401

new_code_cell()  # by which the schema of notebooks is compiled
KernelProvisionerFactory.instance()  # which looks through all that is installed
