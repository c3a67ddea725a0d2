# Another Service with a good selector, under a name that no client uses.
kubectl expose deployment prices -n market --name=prices-only --port=80 --target-port=8080
