"""The numbers for machines that reason: tools of the Model Context Protocol over what the data's
addresses answer, read only, each answer with its sources and cautions. Needs the extra ``mcp``."""
