"""What the pages show, from the parameters in their addresses: each chart is made by one function,
which its page calls and whoever asks for the chart by address."""
