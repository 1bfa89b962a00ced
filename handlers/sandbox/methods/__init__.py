"""The Web API, one family of methods a file. To add a family, add a file that holds one `Family`."""
