# Another Service under another name works, but the clients ask for rates.
kubectl expose deployment rates -n payments --name=rates-2 --port=8000 --target-port=http
