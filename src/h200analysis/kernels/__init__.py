"""Kernels forked from a process that has imported their libraries, for any Jupyter application.

`PreloadedProvisioner` is registered with jupyter_client as `h200-preloaded`. It knows nothing of
briefings: papermill, nbclient, nbconvert and JupyterLab may all use it.
"""
