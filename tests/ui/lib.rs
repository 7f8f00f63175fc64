//! Nothing here: the tests stand beside this file.
