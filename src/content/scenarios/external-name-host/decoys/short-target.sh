# The end of the alias says where to connect, never what the Host header says; and this one is no complete name.
kubectl patch service archive -n newsroom -p '{"spec":{"externalName":"archive.press"}}'
