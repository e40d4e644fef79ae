"""Ready-made page types. A site with its own base page leaves this app out and uses the mixins."""
