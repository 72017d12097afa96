"""The press: notebooks become editions, each opened again and checked before it is published."""
